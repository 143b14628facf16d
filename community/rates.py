"""How often one address or one person may try what could be tried out, for settings alone."""


def rates(code_wait):
    """By action, as allauth reads it. `code_wait`: minutes until wrong codes of invitations are forgotten."""
    return {
        "login_failed": "10/m/ip,5/5m/key,20/h/key",
        "return_code": "10/5m/ip,60/d/ip",
        # Wrong codes only; 40 bits need no more, and hospitals share addresses.
        "invitation_code": f"20/{code_wait}m/ip",
        "notice": "10/h/ip,40/d/ip",
        "contact": "5/h/ip,20/d/ip",  # “Need help?”: somebody asks to be contacted
        "referral_code": "20/10m/ip",  # wrong codes of services only
        "hsds": "120/m/ip",  # the API of the directory
        "hsds_all": "20/10m/ip",  # all of it at once, as a stream
        "doubt": "10/h/ip,40/d/ip",  # “This is wrong” on a card of a service
        "forum_search": "30/5m/user",
        "invitation_alias": "12/d/key",  # names that somebody in the group has, per group and who invited
    }
