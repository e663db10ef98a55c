"""Settings: one frozen object, read once from the environment (prefix `SANTUN_`) and a file `.env`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Mode = Literal["polling", "webhook"]


class WrongSettings(Exception):
    """A setting is missing or wrong. The text names it and gives an example."""


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
    database_url: SecretStr = SecretStr("")
    data_dir: Path = Path("data")
    key_file: Path | None = None
    operator: str = ""
    region: str = "kutai-timur"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def keys_at(self) -> Path:
        """Where the key file lies: as set, else in the data folder."""
        return self.key_file or self.data_dir / "santun.key"


EXAMPLES = {
    "telegram_token": "SANTUN_TELEGRAM_TOKEN=123456789:AAE… (from @BotFather)",
    "telegram_api_url": "SANTUN_TELEGRAM_API_URL=http://127.0.0.1:8081",
    "mode": "SANTUN_MODE=polling, or SANTUN_MODE=webhook",
    "webhook_url": "SANTUN_WEBHOOK_URL=https://santun.example.go.id",
    "webhook_secret": "SANTUN_WEBHOOK_SECRET=<32 random letters and digits>",
    "send_rate": "SANTUN_SEND_RATE=30 (messages a second)",
    "http_host": "SANTUN_HTTP_HOST=127.0.0.1",
    "http_port": "SANTUN_HTTP_PORT=8080",
    "database_url": "SANTUN_DATABASE_URL=postgresql://santun:…@db.example/santun",
    "data_dir": "SANTUN_DATA_DIR=/var/lib/santun",
    "key_file": "SANTUN_KEY_FILE=/etc/santun/santun.key",
    "operator": 'SANTUN_OPERATOR="Disnakertrans Kutai Timur"',
    "region": "SANTUN_REGION=kutai-timur, or the path of a TOML file",
    "log_level": "SANTUN_LOG_LEVEL=INFO",
}


def read_settings(**given: object) -> Settings:
    """The settings of the environment, over which `given` wins. Raises `WrongSettings`, naming the first wrong one."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        name = str(problem["loc"][0])
        raise WrongSettings(_sentence(name, str(problem["msg"]))) from None


def check_for_run(settings: Settings) -> None:
    """What serving Telegram needs beyond the defaults. Raises `WrongSettings`."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        raise WrongSettings(_sentence("telegram_token", "is missing"))
    if ":" not in token or not token.split(":", 1)[0].isdigit():
        raise WrongSettings(_sentence("telegram_token", "does not look like a token"))
    if not settings.operator.strip():
        raise WrongSettings(_sentence("operator", "is missing: people are told at /start who runs this bot"))
    if settings.mode == "webhook":
        if not settings.webhook_url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise WrongSettings(_sentence("webhook_url", "must be an https address for SANTUN_MODE=webhook"))
        _check_secret(settings.webhook_secret.get_secret_value())


def _check_secret(secret: str) -> None:
    fits = 16 <= len(secret) <= 256 and all(sign.isalnum() or sign in "_-" for sign in secret)
    if not fits or not secret.isascii():
        raise WrongSettings(_sentence("webhook_secret", "needs 16 to 256 of A-Z, a-z, 0-9, _ and -"))


def _sentence(name: str, what: str) -> str:
    return f"SANTUN_{name.upper()}: {what}. Example: {EXAMPLES.get(name, '')}"
