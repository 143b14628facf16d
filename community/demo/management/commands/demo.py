"""manage.py demo: fills the database for bin/demo and says who can be walked in as."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from community.demo.between import keep_between
from community.demo.forum import write_forums
from community.demo.people import PASSPHRASE, walk_ins
from community.demo.seed import check_services, hand_over, recentre, seed
from community.directory.actions.seeds import load_seeds


class Command(BaseCommand):
    help = "Fill the database with the demo's people and groups, and move the live meeting to now."

    def add_arguments(self, parser):
        parser.add_argument(
            "--table", action="store_true", help="print who can sign in, how, and where to go first"
        )

    def handle(self, *args, **options):
        if not options["table"]:
            seed()
            write_forums()
            keep_between()
            load_seeds()
            check_services()
            hand_over()
            recentre()
            return
        door = settings.SITE_URL + reverse("demo:door")
        say = self.stdout.write
        say("")
        say("  Vierelle is running with invented people. Nothing here is real.")
        say(f"  Walk in as anybody with one press:  {door}")
        say("")
        for person in walk_ins():
            say(f"    {person['username']:<16} {person['says']}")
        say("")
        say(
            f"  Or sign in at {settings.SITE_URL}{reverse('account_login')} with such a name and the passphrase"
        )
        say(f"    {PASSPHRASE}")
        say("  Staff are then asked for a six-digit code: the demo door shows the one of the moment.")
        say("")
        say("  A first walk, five minutes:")
        say("    1. As leena, invite a client to the Harbour group by letter or text.")
        say(
            "    2. In a private window, open the link (or type the code on the front page), sign, choose a name."
        )
        say(
            "    3. Walk into the live room and say something; as anna in the first window, see it arrive, and hide it."
        )
        say("    4. Press Exit page.")
        say("")
