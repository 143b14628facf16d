"""Where the exit button leads, by country: pages with nothing personal on them, for settings alone."""

WEATHER = {
    "FI": "https://www.ilmatieteenlaitos.fi/",
    "SE": "https://www.smhi.se/",
    "NO": "https://www.yr.no/",
    "GB": "https://www.bbc.co.uk/weather",
}
NEWS = {
    "FI": "https://yle.fi/",
    "SE": "https://www.svt.se/",
    "NO": "https://www.nrk.no/",
    "GB": "https://www.bbc.co.uk/news",
}
ENCYCLOPEDIA = "https://www.wikipedia.org/"


def ways_out(country, chosen=None):
    """The page of this service, `chosen` by its operator or the weather; and what people may choose instead."""
    exits = {"news": NEWS.get(country, NEWS["FI"]), "encyclopedia": ENCYCLOPEDIA}
    return chosen or WEATHER.get(country, WEATHER["FI"]), exits
