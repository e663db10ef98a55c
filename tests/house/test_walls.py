"""The walls of the house that no linter knows: sizes, names, who may do what, and where words for people live."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "services")
EVERYWHERE = (*ROOMS, "tests", "bench")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
BACKGROUND = {"bot/nursery.py", "bot/simulator/errands.py"}  # the simulator imports nothing of the project, nor this
ENVIRONMENT = {"bot/settings.py"}
EMPTY_NAMES = {"base", "common", "data", "helper", "helpers", "info", "manager", "misc", "util", "utils"}
EMPTY_ENDINGS = ("Manager", "Helper", "Helpers", "Util", "Utils")
LEFT_UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK|raise Not" + r"Implemented\w*)\b")
EXCEPTION = re.compile(r"# noqa(?::? ?[A-Z]+[0-9]+,?)*(?P<reason>.*)")
# Words that hold a sentence together; two different ones in one string make it a sentence for a person.
INDONESIAN = re.compile(
    r"\b(adalah|akan|anda|apakah|atau|belum|bisa|dan|dapat|dari|dengan|itu|jika|juga|kami|karena|maaf|mohon|pada"
    r"|saya|silakan|sudah|tidak|untuk|yang)\b",
    re.IGNORECASE,
)


def sources(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (PROJECT / folder).rglob("*.py"))


def named(file: Path) -> str:
    return file.relative_to(PROJECT).as_posix()


def nodes(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    for file in sources(*folders):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            yield named(file), node


def text_of(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return " … ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return ""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_file_is_too_long_to_read() -> None:
    sizes = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in sources(*EVERYWHERE)}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_grasp() -> None:
    sizes = {
        f"{named(file)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for file in sources(*EVERYWHERE)
        if "migrations" not in file.parts  # a migration is a list of tables
        for function in functions(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_every_module_opens_with_a_sentence_for_the_newcomer() -> None:
    trees = {named(file): ast.parse(file.read_text(encoding="utf-8")) for file in sources(*EVERYWHERE)}
    assert [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


def test_nothing_is_left_undone() -> None:
    files = [file for kind in ("*.py", "*.html", "*.toml", "*.js", "*.css") for file in written(kind)]
    found = [f"{named(file)}:{number}" for file in files for number in undone(file)]
    assert found == []


def written(kind: str) -> list[Path]:
    return [file for folder in (*EVERYWHERE, "locales") for file in (PROJECT / folder).rglob(kind)]


def undone(file: Path) -> list[int]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if LEFT_UNDONE.search(line)]


def test_no_sentence_for_a_person_stands_in_code() -> None:
    found = [
        f"{name}: {text[:60]}"
        for name, node in nodes(*ROOMS)
        if (text := text_of(node)) and len({word.lower() for word in INDONESIAN.findall(text)}) > 1
    ]
    assert found == []


def test_only_the_nursery_starts_tasks() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, node in nodes(*ROOMS)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) in ("create_task", "ensure_future", "TaskGroup")
        and name not in BACKGROUND
    ]
    assert found == []


def test_only_the_settings_read_the_environment() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, node in nodes(*ROOMS)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv", "getenvb")
        if name not in ENVIRONMENT
    ]
    assert found == []


def test_nobody_mocks() -> None:
    found = [
        name
        for name, node in nodes("tests")
        if (isinstance(node, ast.Import) and any("mock" in alias.name for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and "mock" in f"{node.module} {[alias.name for alias in node.names]}")
        or (isinstance(node, ast.arg) and node.arg == "mocker")
    ]
    assert found == []


def test_names_say_something() -> None:
    modules = [named(file) for file in sources(*EVERYWHERE) if EMPTY_NAMES & {*file.with_suffix("").parts[-2:]}]
    classes = [
        f"{name} {node.name}"
        for name, node in nodes(*ROOMS)
        if isinstance(node, ast.ClassDef) and (node.name.endswith(EMPTY_ENDINGS) or node.name.lower() in EMPTY_NAMES)
    ]
    assert modules + classes == []


def test_an_exception_from_a_rule_says_why() -> None:
    lines = [
        (f"{named(file)}:{number}", found)
        for file in sources(*EVERYWHERE)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if (found := EXCEPTION.search(line)) and "EXCEPTION" not in line
    ]
    assert [place for place, found in lines if len(found["reason"].split()) < 2] == []


def test_the_simulator_imports_nothing_of_the_project() -> None:
    found = [
        f"{name} imports {module}"
        for name, node in nodes("bot/simulator")
        for module in imported(node)
        if module.split(".")[0] in ROOMS and not module.startswith("bot.simulator")
    ]
    assert found == []


def imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module]
    return []


@pytest.mark.parametrize(("name", "least"), [("run.txt", 20), ("dev.txt", 20), ("fuzz.txt", 1)])
def test_requirements_are_pinned_by_hash_and_name_no_index(name: str, least: int) -> None:
    text = (PROJECT / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(extra-)?index|find-links", text)
    pins = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) >= least
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
