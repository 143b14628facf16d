"""Long words as they are mistyped: a letter left out, doubled, or changed with its neighbour.

A wrong letter is not among these: `putting` would be read as `cutting`. Nor is what makes another Finnish word: a
letter doubled or halved (`tapasin`, I met, is not `tappasin`), or the last one left out.
"""

FEWEST_LETTERS = 7
LENGTH_TELLS = {"fi"}  # languages in which one letter or two of a kind is another word


def misspelt(words, known) -> dict[str, str]:
    """How long words may be mistyped, each with the word that is meant; nothing that is in `known` as it is.

    `words`: pairs of a word and its language.
    """
    meant = {}
    for word, language in sorted(words):
        if len(word) >= FEWEST_LETTERS and word.isalpha():
            for way in _ways(word, language in LENGTH_TELLS):
                if way not in known:
                    meant.setdefault(way, word)
    return meant


def _ways(word, length_tells):
    for place in range(1, len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        if not length_tells:
            yield before + letter + letter + after
        if after and not (length_tells and letter in (word[place - 1], word[place + 1])):
            yield before + after
        if after:
            yield before + after[0] + letter + after[1:]
