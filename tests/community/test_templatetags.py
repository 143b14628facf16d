"""The parts of the look that templates ask for by name."""

import datetime
import re
import zoneinfo

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from community.templatetags import look

HELSINKI = zoneinfo.ZoneInfo("Europe/Helsinki")
EVENING = datetime.datetime(2026, 11, 19, 18, 2, tzinfo=HELSINKI)


class Way(forms.Form):
    """One question of every kind."""

    alias = forms.CharField(label="Name in the group", help_text="Not your own.")
    words = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
    passphrase = forms.CharField(label="Passphrase", widget=forms.PasswordInput(attrs={"class": "own"}))
    language = forms.ChoiceField(label="Language", choices=[("fi", "Finnish"), ("sv", "Swedish")])
    go_on = forms.ChoiceField(
        label="Would you like to go on?",
        choices=[("yes", "Yes"), ("no", "Not now")],
        widget=forms.RadioSelect,
    )
    times = forms.MultipleChoiceField(
        label="When",
        choices=[("am", "Mornings"), ("pm", "Evenings")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    has_read = forms.BooleanField(label="I have read this", help_text="You can read it again.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def person(alias, **facts):
    return {"alias": alias, **facts}


def test_a_mark_is_the_same_for_an_alias_every_time():
    assert look.mark("Kuura") == look.mark("Kuura") == look.mark(" kuura ")
    assert re.fullmatch(
        r'<span class="mark tone-[1-6] [a-z]{4,5}" aria-hidden="true"></span>', look.mark("Kuura")
    )


def test_a_mark_is_square_for_staff_and_comes_in_sizes():
    html = look.mark("Anna", staff=True, size="s")

    assert "mark--staff" in html
    assert "mark--s " in html


def test_marks_use_every_tone_and_form():
    aliases = [f"Alias {number}" for number in range(400)]

    pictures = {look.mark(alias) for alias in aliases}

    assert len(pictures) == 48


def test_an_icon_is_hidden_from_those_who_listen():
    assert 'aria-hidden="true"' in look.icon("help")


def test_an_unknown_icon_fails_loudly():
    with pytest.raises(TemplateSyntaxError, match="help"):
        drawn('{% icon "heart" %}')


def test_a_question_has_its_hint_before_its_box():
    html = drawn("{% field form.alias %}", form=Way())

    assert html.index("Name in the group") < html.index("Not your own.") < html.index("<input")
    assert 'aria-describedby="id_alias_helptext"' in html
    assert 'id="id_alias_helptext"' in html
    assert "aria-invalid" not in html


def test_what_is_wrong_is_tied_to_its_box():
    html = drawn("{% field form.alias %}", form=Way({}))

    assert "field--wrong" in html
    assert 'aria-describedby="id_alias_helptext id_alias_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_alias_error"' in html


def test_a_question_one_may_skip_says_so():
    assert "(if you like)" in drawn("{% field form.words %}", form=Way())
    assert "(if you like)" not in drawn("{% field form.alias %}", form=Way())


def test_a_box_keeps_the_class_its_form_gave_it():
    assert 'class="own input input--code"' in drawn('{% field form.passphrase size="code" %}', form=Way())


def test_the_page_may_say_it_in_other_words():
    html = drawn('{% field form.language label="In which language" hint="You can change it." %}', form=Way())

    assert "In which language" in html
    assert "You can change it." in html
    assert "<select" in html


@pytest.mark.parametrize(("name", "kind", "count"), [("go_on", "radio", 2), ("times", "checkbox", 2)])
def test_choices_stand_in_one_fieldset(name, kind, count):
    html = drawn("{% field question boxed=True %}", question=Way()[name])

    assert html.count(f'type="{kind}"') == count
    assert "<legend>" in html
    assert "choices--boxed" in html


def test_choices_that_are_wrong_say_so_on_the_fieldset():
    html = drawn("{% field form.go_on %}", form=Way({}))

    assert 'aria-describedby="id_go_on_error"' in html
    assert "field--wrong" in html


def test_a_single_check_wraps_its_label():
    html = drawn("{% field form.has_read %}", form=Way({}))

    assert '<label class="choice"><input type="checkbox"' in html
    assert "You can read it again." in html
    assert 'aria-describedby="id_has_read_error"' in html


def test_a_hidden_value_has_no_label():
    html = drawn("{% field form.token %}", form=Way())

    assert html.startswith('<input type="hidden"')
    assert "label" not in html


def test_a_form_without_errors_has_no_summary():
    assert drawn("{% errors form %}", form=Way()).strip() == ""


def test_the_summary_links_each_error_to_its_box():
    html = drawn("{% errors form %}", form=Way({"alias": "Kuura", "passphrase": "x", "language": "fi"}))

    assert 'role="alert" tabindex="-1"' in html
    assert "2 things need your attention" in html
    assert '<a href="#id_go_on_0">Would you like to go on? ' in html
    assert '<a href="#id_has_read">I have read this: ' in html


def test_what_is_wrong_with_the_whole_form_comes_first_and_has_no_link():
    form = Way({"alias": "Kuura", "passphrase": "x", "language": "fi", "go_on": "yes", "has_read": "on"})
    form.add_error(None, "This code has been used.")

    html = drawn("{% errors form %}", form=form)

    assert "One thing needs your attention" in html
    assert "<li>This code has been used.</li>" in html


def test_labels_and_errors_are_escaped():
    form = Way({"alias": "Kuura"})
    form.fields["alias"].label = "<b>"
    form.add_error("alias", "<script>")

    html = drawn("{% errors form %}{% field form.alias %}", form=form)

    assert "<b>" not in html
    assert "<script>" not in html


def test_seats_say_in_words_how_many_are_free():
    html = look.seats(6, 8)

    assert html.count('class="taken"') == 6
    assert html.count('class="free"') == 2
    assert "2 of 8 free" in html


def test_a_full_group_says_full():
    assert "Full" in look.seats(9, 8)
    assert look.seats(9, 8).count('class="taken"') == 8


def test_seats_take_other_words_or_none():
    assert "The talk is booked" in look.seats(3, 6, words="The talk is booked")
    assert "free" not in look.seats(3, 3, words="")


@pytest.mark.parametrize("count", range(1, 10))
def test_a_ring_seats_up_to_nine(count):
    people = [person(f"Alias {number}") for number in range(count)]

    html = drawn('{% ring people "Alias 0" %}', people=people)

    assert f'class="ring of-{count} you-0"' in html
    assert html.count('class="seat') - html.count('class="seat__name') == count


def test_more_than_nine_sit_in_a_plain_row():
    html = drawn("{% ring people %}", people=[person(f"Alias {number}") for number in range(10)])

    assert '<ol class="seats-row">' in html


def test_a_ring_calls_you_you_and_keeps_the_order_of_the_round():
    html = drawn(
        "{% ring people %}", people=[person("Anna", staff=True), person("Pihla", you=True), person("Kuura")]
    )

    assert "ring of-3 you-1" in html
    assert re.findall(r'data-alias="(\w+)"', html) == ["Anna", "Pihla", "Kuura"]
    assert '<span class="seat__name">You</span>' in html
    assert '<span class="seat__name">Pihla</span>' not in html


def test_an_arc_starts_at_your_left_and_ends_with_you():
    html = drawn(
        "{% ring people 'Pihla' arc=True %}", people=[person("Anna"), person("Pihla"), person("Kuura")]
    )

    assert "ring ring--arc of-3 you-2" in html
    assert re.findall(r'data-alias="(\w+)"', html) == ["Kuura", "Anna", "Pihla"]


def test_somebody_without_a_seat_sees_the_ring_from_outside():
    assert "of-1 you-none" in drawn("{% ring people 'Halla' arc=True %}", people=[person("Anna")])


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"staff": True}, ", staff"),
        ({"staff": True, "role": "facilitator"}, ", facilitator"),
        ({"here": False}, ", not here"),
        ({"turn": True}, ", has the turn"),
        ({"turn": True, "you": True}, ", it is your turn"),
        ({"spoke": True, "hand": True}, ", has spoken, hand is up"),
        ({"here": False, "state": "has left for tonight"}, ", has left for tonight"),
    ],
)
def test_a_seat_says_its_state_in_words(facts, words):
    html = drawn("{% ring people %}", people=[person("Tuuli", **facts)])

    assert f'<span class="quietly">{words}</span>' in html


def test_a_ring_does_not_change_the_people_it_was_given():
    people = [person("Tuuli")]

    drawn("{% ring people 'Tuuli' %}", people=people)

    assert people == [person("Tuuli")]


def test_a_question_stands_in_the_middle():
    html = drawn("{% ring people middle='What do you take home?' %}", people=[person("Tuuli")])

    assert '<li class="ring__middle"><p class="said">What do you take home?</p></li>' in html


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("time", "18.02"),
        ("day", "Thursday 19 November"),
        ("date", "19 November 2026"),
        ("moment", "19 November 2026, 18.02"),
    ],
)
def test_a_time_is_written_on_the_groups_clock(kind, written):
    html = look.when(EVENING.astimezone(datetime.UTC), kind, "Europe/Helsinki")

    assert f'<time datetime="2026-11-19T18:02:00+02:00">{written}</time>' in html
    assert html.startswith(f'<local-time data-kind="{kind}"')


def test_a_time_follows_the_language():
    with translation.override("fi"):
        assert "19. marraskuuta 2026, 18.02" in look.when(EVENING, zone=HELSINKI)


def test_a_time_or_a_date_alone_carries_no_note_about_clocks():
    assert all('data-yours=""' in look.when(EVENING, kind) for kind in ("time", "date"))
    assert 'data-yours="your time"' in look.when(EVENING)


def test_a_plain_date_belongs_to_no_clock():
    assert look.when(datetime.date(2026, 11, 19)) == '<time datetime="2026-11-19">19 November 2026</time>'


def test_no_time_is_nothing():
    assert look.when(None) == ""
