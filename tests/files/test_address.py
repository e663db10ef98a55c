"""Where files lie is read from one setting; what cannot be is told at the start, and no secret in it is shown."""

from pathlib import Path

import pytest

from services.files.address import Place, WrongAddress, place_of
from services.files.model import StoreAway
from services.files.service import Vault
from services.privacy import Keys

S3 = "s3://santun/berkas/kutim?endpoint=http://127.0.0.1:9&region=id-1&access_key_id=ani&secret_access_key=hu/s+h%26"


def test_a_folder_is_read() -> None:
    assert place_of("file:///var/lib/santun%20files") == Place(Path("/var/lib/santun files"))


def test_a_bucket_is_read_with_the_way_to_it() -> None:
    place = place_of(S3)
    assert (place.bucket, place.prefix) == ("santun", "berkas/kutim")
    assert place.config == {
        "endpoint": "http://127.0.0.1:9",
        "region": "id-1",
        "access_key_id": "ani",
        "secret_access_key": "hu/s+h&",
    }
    assert "hu/s" not in repr(place)
    assert place_of("s3://santun").bucket == "santun"


@pytest.mark.parametrize(
    "address",
    [
        "files",
        "/var/lib/santun-files",
        "file://files",
        "file://elsewhere/files",
        "file:///",
        "file:///files?mode=0600",
        "memory:///",
        "ftp://santun.example/files",
        "https://santun.example/files",
        "s3://",
        "s3:///berkas",
        "s3://ani:hush@santun/berkas",
        "s3://santun?endpoint=s3.example",
        "s3://santun?endpoint=https://ani:hush@s3.example",
        "s3://santun?secret=hush",
        "s3://santun?access_key_id=ani",
        "s3://santun?region=",
        "s3://santun?region=a&region=b",
        "s3://santun?virtual_hosted_style_request=perhaps",
        "s3://santun#berkas",
        "http://[",
    ],
)
def test_what_is_no_place_is_told_without_what_was_written(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(WrongAddress) as caught:
        place_of(address)
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


async def test_a_bucket_that_does_not_answer_is_away(keys: Keys) -> None:
    """Port 9 is of nobody; that a bucket which does answer keeps files is not shown here, for want of one."""
    vault = Vault(keys, place_of(S3))
    for verb in (vault.put(b"x"), vault.get("0" * 32), vault.delete("0" * 32)):
        with pytest.raises(StoreAway) as caught:
            await verb
        assert str(caught.value) == "GenericError"
