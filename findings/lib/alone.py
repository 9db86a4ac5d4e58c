"""Makes single modules of a package importable, without what the package imports at its start and does not need for them."""
import importlib.util
import sys
import types


def alone(*packages):
    """Enters packages as empty ones, parents first: their __init__ is not run, their modules can be imported."""
    for name in packages:
        parent, _, last = name.rpartition(".")
        package = types.ModuleType(name)
        folders = sys.modules[parent].__path__ if parent else importlib.util.find_spec(name).submodule_search_locations
        package.__path__ = [f"{folder}/{last}" for folder in folders] if parent else list(folders)
        sys.modules[name] = package
