"""政府网站: what fails a site, and how fresh its home page is."""

from services.publishing.site.fold import fold

__all__ = ["fold"]
