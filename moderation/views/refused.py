"""A form whose action refused: it says so where its own errors stand, and the words stay in the boxes."""

from django.core.exceptions import PermissionDenied


def refused_in(form, action, **facts):
    """Carry a valid form to its action; whether the action refused, which the form then says."""
    try:
        action(**facts, **form.cleaned_data)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return True
    return False
