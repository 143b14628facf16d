"""Makes the key with which this house signs to push services, for the environment."""

from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management.base import BaseCommand

from community.push import CURVE, in_text


class Command(BaseCommand):
    help = "Prints a new WEB_PUSH_KEY. With another key every device has to be added anew."

    def handle(self, **options):
        number = ec.generate_private_key(CURVE).private_numbers().private_value
        self.stdout.write(f"WEB_PUSH_KEY={in_text(number.to_bytes(32))}")
