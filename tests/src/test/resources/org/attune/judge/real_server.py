"""Serves a GGUF file by llama.cpp's server, with OpenAI's API, to try a judge by hand.

  pip install xllamacpp
  attune export --gguf small.gguf --type q8_0 --model SmolLM2-135M-Instruct
  python real_server.py small.gguf 8123
  attune judge --model base --model start --limit 5 --brief --protocol pairwise \\
      --judge-model small --base-url http://localhost:8123/v1 --concurrency 1 --timeout 600

The same with --structured-outputs asks for JSON by a schema; llama-cpp-python's own server (python -m llama_cpp.server)
refuses its first form and takes the second.

A model of this size judges badly. What is tried is the way there and back: HTTP, time limits, replies that are cut or
are no judgement, and that a second run asks for nothing again.
"""

import sys
import threading

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[2])
params.n_ctx = 4096
params.n_parallel = 1
params.model_alias = {"small"}
server = xllamacpp.Server(params)
print("listening at", server.listening_address, flush=True)
threading.Event().wait()
