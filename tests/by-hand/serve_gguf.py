"""Serves a GGUF file by llama.cpp's own OpenAI-compatible server, for checks with a real model.

    python3 -m venv venv && venv/bin/pip install xllamacpp
    venv/bin/python serve_gguf.py MODEL.gguf 8123
"""

import sys
import time

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {"judge"}
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[2])
params.n_ctx = 4096
params.n_parallel = 1
server = xllamacpp.Server(params)
print("listening at", server.listening_address, flush=True)
while True:
    time.sleep(3600)
