"""Files to look at: honest ones with something hidden in them, and hostile ones."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pillow_heif
import typst
from PIL import Image
from PIL.ExifTags import GPS, Base

pillow_heif.register_heif_opener()

RED, BLUE = (220, 30, 30), (30, 30, 220)
SECRET = b"Sangatta-0.5123"
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()


def halves(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    return picture


def noise(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """What no format makes small, so that half of it is really missing."""
    return Image.merge("RGB", [Image.effect_noise(size, 80)] * 3)


def with_a_place(kind: str) -> bytes:
    """A picture that tells where it was taken, in EXIF, XMP and a comment."""
    exif = Image.Exif()
    exif[Base.Make] = SECRET.decode()
    exif.get_ifd(0x8825).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (0.0, 30.0, 7.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>" + SECRET + b"</exif:GPSLatitude></x:xmpmeta>"
    extra: dict[str, Any] = {"comment": SECRET} if kind in ("JPEG", "GIF") else {}
    if kind != "GIF":
        extra |= {"exif": exif.tobytes(), "icc_profile": b"\0" * 128 + SECRET}
    if kind in ("JPEG", "WEBP", "HEIF"):
        extra["xmp"] = xmp
    return saved(halves(), kind, **extra)


def lying_on_its_side(kind: str) -> bytes:
    """Stored as wide, to be shown as high with red above, as a phone held upright stores it."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    stored = halves((800, 600))
    if kind == "HEIF":  # pillow-heif turns the pixels itself when it is told
        stored = stored.transpose(Image.Transpose.ROTATE_270)
        return saved(stored, kind)
    return saved(stored, kind, exif=exif.tobytes())


def typeset(source: str) -> bytes:
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True, format="pdf"))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *chunks: bytes, rows: bytes = b"\0\0") -> bytes:
    """A PNG in grey whose header says this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = [_chunk(b"IHDR", head), *chunks, _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def text_bomb() -> bytes:
    """A megabyte that becomes a gigabyte of comment."""
    return png(1, 1, _chunk(b"zTXt", b"Comment\0\0" + _zeros(1024)))


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG whose header says this size."""
    content = bytearray(saved(halves((64, 64)), "JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def jpeg_of_a_thousand_scans() -> bytes:
    """As small as a photo, but every pixel of it is gone through again and again."""
    content = saved(Image.new("L", (6300, 6300), 128), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    scan = content[content.rindex(b"\xff\xc4", 0, last) : -2]
    return content[:-2] + scan * 1000 + content[-2:]


def gif_of(width: int, height: int) -> bytes:
    content = bytearray(saved(halves((64, 64)), "GIF"))
    content[6:10] = struct.pack("<HH", width, height)
    return bytes(content)


def webp_of(width: int, height: int) -> bytes:
    """With an extended header that says this size."""
    plain = saved(halves((64, 64)), "WEBP")
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\0" * 4 + sizes + plain[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def heif_of(width: int, height: int) -> bytes:
    content = saved(halves((64, 64)), "HEIF")
    return content.replace(struct.pack(">II", 64, 64), struct.pack(">II", width, height))


def pdf(*pages: str, box: str = "0 0 595 842", objects: tuple[bytes, ...] = (), resources: str = "") -> bytes:
    """A PDF by hand: contents of pages, and further objects, which are numbered from 3 on."""
    first = 3 + len(objects)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    every = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[{box}]/Resources<<{resources}>>>>".encode(),
        *objects,
        *(part for number, page in enumerate(pages) for part in _page(first + 2 * number, page)),
    ]
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(every, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer<</Size {len(every) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF".encode()
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(every) + 1, table) + end


def _page(number: int, content: str) -> Iterator[bytes]:
    yield f"<</Type/Page/Parent 2 0 R/Contents {number + 1} 0 R>>".encode()
    yield stream("", content.encode())


def stream(head: str, content: bytes) -> bytes:
    return f"<<{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"


def pdf_of_nested_forms(depth: int = 12, each: int = 20) -> bytes:
    """A drawing that draws another twenty times, which draws another twenty times, and so on."""
    forms = [
        stream(
            f"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</F {number + 4} 0 R>>>>",
            b"/F Do " * each if number + 1 < depth else b"0 0 600 900 re f ",
        )
        for number in range(depth)
    ]
    return pdf("/F Do", objects=tuple(forms), resources="/XObject<</F 3 0 R>>")


def pdf_of_a_giant_image(side: int = 60_000) -> bytes:
    """A sheet on which lies a picture of billions of pixels."""
    head = f"/Type/XObject/Subtype/Image/Width {side}/Height {side}/ColorSpace/DeviceGray/BitsPerComponent 8"
    image = stream(head + "/Filter/FlateDecode", _zeros(side * side // (1 << 20) + 1))
    return pdf("595 0 0 842 0 0 cm /I Do", objects=(image,), resources="/XObject<</I 3 0 R>>")


def _zeros(megabytes: int) -> bytes:
    """Packed: one packed megabyte that knows nothing of what was before it, again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b"\0" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * megabytes + packer.flush()


def locked_pdf() -> bytes:
    """Opens with a password only: its check value (ISO 32000-1, 7.6.3.4) belongs to none that is empty."""
    key = "".join(f"{number:02x}" for number in range(32))
    plain = pdf("")
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>/ID[<{key}><{key}>]".encode()
    return plain.replace(b"trailer<<", b"trailer<<" + lock)


def pdf_of_endless_dashes() -> bytes:
    """Lines of dashes too small to see."""
    return pdf("[0.01 0.01] 0 d 0.01 w " + "0 0 m 595 842 l S 595 0 m 0 842 l S " * 20_000)


def filled_form() -> bytes:
    """A form with one field, in which something black was written; the sheet itself is empty."""
    written = stream("/Type/XObject/Subtype/Form/BBox[0 0 400 400]", b"0 0 400 400 re f")
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(nama)/V(x)/F 4/Rect[100 200 500 600]/AP<</N 3 0 R>>/P 5 0 R>>"
    plain = pdf("", objects=(written, field))
    plain = plain.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", 1)
    return plain.replace(b"/Type/Page/", b"/Type/Page/Annots[4 0 R]/", 1)
