"""Words behind aliases: what we suggest, and what would be taken for staff."""

# Weather, trees, birds and water, none of them a common given name in its language.
NATURE = {
    "en": """
        Aspen Birch Brook Cloud Cove Dew Drizzle Ember Fern Frost Harbour Heron Lark Lichen Maple Meadow
        Mist Moss Pebble Pine Plover Rain Reed Shore Sparrow Spruce Swallow Swift Thistle Tide Willow
        Wren
    """,
    "fi": """
        Haapa Halla Hanki Harso Huurre Joki Järvi Kaarna Kanerva Karpalo Keto Kivi Koivu Koski Kuura
        Kuusi Käpy Lampi Lehmus Lehto Lokki Loimu Niitty Pisara Pouta Ranta Routa Räystäs Sorsa Suvanto
        Tiira Usva Vaahtera
    """,
    "sv": """
        Alm Asp Bäck Bris Dagg Dimma Dyning Fjäll Fura Gran Hassel Hägg Klippa Lavskrika Lärka Mossa
        Måne Månsken Regn Rimfrost Rönn Skogsstig Skymning Snö Sparv Stjärna Strand Svala Tall Tärna
        Vass Våg Äng
    """,
    "nb": """
        Alm Bekk Bjerk Bris Dis Dugg Fjell Fjære Furu Gran Hegg Holme Kveld Lerke Lyng Måke Måne Mose
        Odde Regn Rim Rogn Rype Skjær Skodde Skumring Snø Spurv Stjerne Strand Svale Terne Tåke Vind
    """,
}
# By which people know those who work here, in the four languages.
STAFF = """
    admin administrator ylläpito ylläpitäjä administratör administratør
    moderator moderaattori moderatör
    facilitator fasilitaattori ohjaaja vetäjä ledare gruppledare leder gruppeleder veileder handledare host
    staff henkilökunta personal työntekijä official support tuki system vierelle
    therapist terapeutti terapeut psychologist psykologi psykolog
    doctor lääkäri läkare lege nurse hoitaja sjuksköterska sykepleier
    socialworker sosiaalityöntekijä socialarbetare sosialarbeider
    coordinator koordinaattori koordinator
"""
