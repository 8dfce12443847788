"""The runtime of golden vectors for Python: a request a line in, an answer a line out."""

import sys

import fondaco

for request in sys.stdin:
    print(fondaco.run_vector(request.rstrip("\n")))
