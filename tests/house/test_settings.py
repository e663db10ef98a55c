"""Settings: a missing or wrong one stops the start with a sentence that names it; the README tells the same table."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli.doorway import about
from bot.settings import Settings, WrongSettings, check_for_run, read_settings
from services.words import Words

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "telegram_token": "1000000001:made-up",
    "operator": "Disnakertrans Kutai Timur",
    "webhook_url": "https://santun.contoh.go.id",
    "webhook_secret": "q8Zr2LkVt6Yx0Bn4",
}


def settings(**given: object) -> Settings:
    return read_settings(_env_file=None, **{**GOOD, **given})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mode", "pooling"),
        ("send_rate", "0"),
        ("send_rate", "fast"),
        ("http_port", "99999"),
        ("log_level", "loud"),
        ("public_url", "santun.contoh.go.id"),
        ("public_url", "https://santun.contoh.go.id/desk"),
        ("trusted_proxies", "proxy.example"),
        ("desk_group_id", "12345"),
        ("desk_group_id", "@petugas"),
        ("database_url", "santun.db"),
        ("database_url", "mysql://u:p@h/d"),
        ("database_url", "postgresql://u:p@h:port/d"),
        ("files_url", "/var/lib/santun-files"),
        ("files_url", "memory:///"),
        ("files_url", "s3://santun?secret_access_key=hush&bucket=x"),
    ],
)
def test_a_value_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        settings(**{name: value})
    assert caught.value.name == name
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"telegram_token": ""}, "telegram_token"),
        ({"telegram_token": "not a token"}, "telegram_token"),
        ({"telegram_api_url": "api.telegram.org"}, "telegram_api_url"),
        ({"operator": "  "}, "operator"),
        ({"mode": "webhook", "webhook_url": ""}, "webhook_url"),
        ({"mode": "webhook", "webhook_url": "http://santun.example"}, "webhook_url"),
        ({"mode": "webhook", "webhook_secret": ""}, "webhook_secret"),
        ({"mode": "webhook", "webhook_secret": "short"}, "webhook_secret"),
        ({"mode": "webhook", "webhook_secret": "a b" * 9}, "webhook_secret"),
    ],
)
def test_run_says_which_setting_is_missing_or_wrong(given: dict[str, str], name: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        check_for_run(settings(**given))
    assert caught.value.name == name
    sentence = about(caught.value)
    assert f"SANTUN_{name.upper()}" in sentence
    assert "Contoh: SANTUN_" in sentence


def test_good_settings_pass_in_both_modes() -> None:
    check_for_run(settings(mode="polling"))
    check_for_run(settings(mode="webhook"))


def test_secrets_do_not_show() -> None:
    bucket = "s3://santun?access_key_id=ani&secret_access_key=hush"
    given = settings(database_url=SecretStr("postgresql://u:hush@h/d"), files_url=SecretStr(bucket))
    shown = repr(given) + repr(given.files_at)
    assert "made-up" not in shown
    assert "hush" not in shown
    assert GOOD["webhook_secret"] not in shown


def test_files_lie_in_the_data_folder_unless_another_place_is_set(tmp_path: Path) -> None:
    assert settings(data_dir=tmp_path).files_at.folder == tmp_path / "files"
    assert settings(data_dir=tmp_path, files_url="file:///srv/berkas").files_at.folder == Path("/srv/berkas")
    assert settings(files_url="s3://santun/berkas").files_at.folder is None


def test_every_setting_has_a_reason_and_an_example(words: Words) -> None:
    names = set(Settings.model_fields)
    assert set(words.labels("settings_why")) == names
    assert set(words.labels("settings_example")) == names


def test_the_readme_tells_every_setting_and_its_default() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `SANTUN_([A-Z_]+)` \| ([^|]*) \|", readme, re.MULTILINE))
    assert {name.lower() for name in told} == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        if default not in ("", None):
            assert f"`{default}`" in told[name.upper()], name


def test_run_without_a_token_ends_with_the_sentence_and_code_two(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SANTUN_")}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "run"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=clean | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "SANTUN_TELEGRAM_TOKEN belum diisi" in ended.stderr
    assert "Traceback" not in ended.stderr
