"""Settings: one frozen object, read once from the environment (prefix `SANTUN_`) and a file `.env`."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from services.files.address import Place, place_of

Mode = Literal["polling", "webhook"]


class WrongSettings(Exception):
    """A setting is missing or wrong; the sentence about it, with an example, stands in `locales/id/settings.toml`."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"SANTUN_{name.upper()} is {problem}")
        self.name = name
        self.problem = problem


class Settings(BaseSettings):
    """What an operator may set. The same table stands in README.md; a test keeps the two equal."""

    model_config = SettingsConfigDict(
        env_prefix="SANTUN_", env_file=".env", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    mode: Mode = "polling"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    send_rate: Annotated[float, Field(gt=0, le=100_000)] = 30
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    public_url: str = ""
    trusted_proxies: str = ""
    database_url: SecretStr = SecretStr("")
    data_dir: Path = Path("data")
    files_url: SecretStr = SecretStr("")
    key_file: Path | None = None
    operator: str = ""
    region: str = "kutai-timur"
    desk_group_id: Annotated[int | None, Field(lt=0)] = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("telegram_api_url", "webhook_url", "public_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("desk_group_id", mode="before")
    @classmethod
    def _or_none(cls, value: object) -> object:
        """An empty line in `.env` means the same as none."""
        return value or None

    @field_validator("public_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^/\s?#]+", value):
            raise ValueError("not the address of a site")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: str) -> str:
        for part in filter(None, (part.strip() for part in value.split(","))):
            ip_network(part, strict=False)
        return value

    @field_validator("database_url")
    @classmethod
    def _of_postgresql(cls, value: SecretStr) -> SecretStr:
        """Read by the library that will read it again, so that a slip is told here and not by a stack of its calls."""
        try:
            name = make_url(value.get_secret_value()).drivername if value.get_secret_value() else "postgresql"
        except ArgumentError:
            name = ""
        if name.partition("+")[0] not in {"postgresql", "postgres"}:
            raise ValueError("not the address of a PostgreSQL")
        return value

    @field_validator("files_url")
    @classmethod
    def _of_a_store(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            place_of(value.get_secret_value())
        return value

    @property
    def files_at(self) -> Place:
        """Where the contents of files lie: as set, else a folder in the data folder."""
        address = self.files_url.get_secret_value()
        return place_of(address) if address else Place((self.data_dir / "files").absolute())

    @property
    def keys_at(self) -> Path:
        """Where the key file lies: as set, else in the data folder."""
        return self.key_file or self.data_dir / "santun.key"

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Networks of the web servers in front of us whose X-Forwarded-For is believed."""
        parts = (part.strip() for part in self.trusted_proxies.split(","))
        return tuple(ip_network(part, strict=False) for part in parts if part)

    @property
    def has_console_at_home_only(self) -> bool:
        """Without https in front, the console answers on this machine alone: a password would travel in the clear."""
        return not self.public_url.startswith("https://")


def read_settings(**given: object) -> Settings:
    """The settings of the environment, over which `given` wins. Raises `WrongSettings`, naming the first wrong one."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        raise WrongSettings(str(problem["loc"][0]), "wrong") from None


def check_for_run(settings: Settings) -> None:
    """What serving Telegram needs beyond the defaults. Raises `WrongSettings`."""
    for problem in problems_for_run(settings):
        raise problem


def problems_for_run(settings: Settings) -> Iterator[WrongSettings]:
    """Everything that keeps `santun run` from serving, setting by setting."""
    token = settings.telegram_token.get_secret_value()
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", token):
        yield WrongSettings("telegram_token", "wrong" if token else "missing")
    if not re.match(r"https?://[^/\s]", settings.telegram_api_url):
        yield WrongSettings("telegram_api_url", "wrong" if settings.telegram_api_url else "missing")
    if not settings.operator.strip():
        yield WrongSettings("operator", "missing")
    if settings.mode == "webhook":
        if not settings.webhook_url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            yield WrongSettings("webhook_url", "wrong" if settings.webhook_url else "missing")
        secret = settings.webhook_secret.get_secret_value()
        if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):  # Telegram's rule for secret_token, and 16 at least
            yield WrongSettings("webhook_secret", "wrong" if secret else "missing")
