"""Runs cells in a Java kernel: cell(code) gives the texts that a notebook would show, error(code) what it shows of an error."""
import atexit, os, re
from jupyter_client.manager import start_new_kernel
os.environ["JUPYTER_PATH"] = os.getcwd()
manager, client = start_new_kernel(kernel_name="java", startup_timeout=120)
atexit.register(manager.shutdown_kernel, now=True)


def outputs(code):
    seen = []
    client.execute_interactive(code, timeout=120, allow_stdin=False, output_hook=lambda message: seen.append(message))
    return [message["content"] for message in seen]


def cell(code):
    return [content["text"] if "text" in content else content["data"]["text/plain"] for content in outputs(code) if "text" in content or "data" in content]


def error(code):
    lines = [line for content in outputs(code) for text in content.get("traceback", []) for line in text.split("\n")]
    return [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in lines]
