"""What a group can do together without talking: short, gentle, and ended whenever somebody likes.

Nothing here asks for shut eyes or a held breath, which some bodies take as danger.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Exercise:
    """One exercise: its key, its name, its steps in their order, and about how many minutes it takes."""

    key: str
    title: Promise
    steps: tuple
    minutes: int


CATALOGUE = {
    exercise.key: exercise
    for exercise in (
        Exercise(
            "long_breath",
            _("A long breath out"),
            (
                _("Sit so that your back has something to lean on. Your eyes may stay open."),
                _("Let the air come in by itself while you count to three."),
                _("Let it go slowly while you count to six, as if you cooled a cup of tea."),
                _("Ten times, in your own time. If counting gets in the way, leave it."),
            ),
            3,
        ),
        Exercise(
            "five_senses",
            _("Five, four, three, two, one"),
            (
                _("Find five things you can see. Take your time with each."),
                _("Four things you can feel: your sleeve, the chair, the floor, the air."),
                _("Three sounds, near or far."),
                _("Two smells, or two you like to remember."),
                _("One taste, or one slow sip of water."),
            ),
            4,
        ),
        Exercise(
            "feet",
            _("Feet on the floor"),
            (
                _("Put both feet on the floor, with shoes or without."),
                _("Press your heels down, then your toes. Notice what answers from below."),
                _("Feel where the chair carries you. You need not hold yourself up."),
                _("Look around, and name to yourself where you are and what day it is."),
            ),
            2,
        ),
        Exercise(
            "kind_sentence",
            _("One kind sentence"),
            (
                _("Think of something that was hard this week. Something small is enough."),
                _("What would you say to a friend who told you that?"),
                _("Say it to yourself, in your own name if you like. Half a sentence will do."),
            ),
            3,
        ),
        Exercise(
            "hands",
            _("Warm hands"),
            (
                _("Rub your palms together until they are warm."),
                _("Lay one hand where it does you good: an arm, your heart, your cheek."),
                _("Leave it there for a few breaths, and let your shoulders come down."),
            ),
            2,
        ),
    )
}
