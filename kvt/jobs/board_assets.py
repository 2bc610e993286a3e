"""What TensorBoard sends to a browser: its pages and scripts, with fonts that are found wherever it is served."""

import io
import zipfile
from typing import BinaryIO

from tensorboard import assets

PAGE = "index.html"
ABSOLUTE = b"url(/font-roboto/"  # as if it were served at the root of its server, whatever the rest of the page says
RELATIVE = b"url(font-roboto/"


def provide() -> BinaryIO:
    """TensorBoard's own archive, of which the page names its fonts relatively; in memory."""
    changed = io.BytesIO()
    with (
        assets.get_default_assets_zip_provider()() as file,
        zipfile.ZipFile(file) as archive,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_STORED) as copy,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content.replace(ABSOLUTE, RELATIVE) if name == PAGE else content)
    changed.seek(0)
    return changed
