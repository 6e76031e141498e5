import subprocess
import sys
import unittest

from support import LOCAL

COMPARE = """
from moto import backends
from moto.core import responses
from moto.ec2.responses import EC2Response
from moto.iam.responses import IamResponse

own = {name: getattr(module, name)
       for module, name in ((responses, "method_names_from_class"), (backends, "list_of_moto_modules"))}
from terrace_local import filling
filling.load()

for _ in range(2):
    for response in (EC2Response, IamResponse):
        assert responses.method_names_from_class(response) == set(own["method_names_from_class"](response)), response
    assert backends.list_of_moto_modules() == set(own["list_of_moto_modules"]())
assert responses.method_names_from_class.cache_info()[:2] == (2, 2), responses.method_names_from_class.cache_info()
assert backends.list_of_moto_modules.cache_info()[:2] == (1, 1), backends.list_of_moto_modules.cache_info()
"""


class ConstantsTest(unittest.TestCase):
    def test_what_is_kept_is_what_moto_computes_with_the_gaps_filled(self):
        done = subprocess.run([sys.executable, "-c", COMPARE], cwd=LOCAL, capture_output=True, text=True, timeout=120)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
