"""The address of a database, written as asyncpg reads it, which opens every connection of ours."""

from sqlalchemy import make_url


def dsn(url: str) -> str:
    """`postgresql://…` from whatever an operator wrote or SQLAlchemy uses; TLS is asked for by libpq's `sslmode`.

    `ssl` is SQLAlchemy's word for the same; asyncpg would take it for a setting of the server.
    """
    address = make_url(url).set(drivername="postgresql")
    if "ssl" in address.query:
        address = address.difference_update_query(["ssl"]).update_query_dict({"sslmode": address.query["ssl"]})
    return address.render_as_string(hide_password=False)
