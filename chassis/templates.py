"""HTML from templates: whatever is not ours is escaped, and an unknown name is an error."""

from __future__ import annotations

import jinja2


def environment(*packages: str) -> jinja2.Environment:
    """The folders ``templates`` of these packages, the first that has a name before the others."""
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package, "templates") for package in packages]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
