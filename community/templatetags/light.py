"""`{{ words|light_markup }}`: the service's own texts, made safe by `community.text`."""

from django import template

from community.text import light_markup

register = template.Library()
register.filter("light_markup", light_markup)
