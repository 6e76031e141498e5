"""The estate as a file: what the simulated AWS holds, for a later process.

The file has a line of JSON, the header, and then the pickled state of moto's backends, all in one pickle, so that
objects that several services share stay shared. The header says what wrote it; another moto, another Python or other
gaps have other classes, so that the state would be wrong in places that nobody looks at: such a file is refused.

Unpickling runs what the file says (https://docs.python.org/3/library/pickle.html), so a file is loaded only if it
belongs to the user of the process and nobody else may write to it. A checksum tells damage, not malice.
"""

import copyreg
import hashlib
import importlib
import importlib.util
import io
import json
import marshal
import os
import pickle
import platform
import stat
import sys
import tempfile
import threading
import types
import weakref
from collections import defaultdict
from importlib.metadata import version

from cryptography.hazmat.primitives.serialization import (
    Encoding, NoEncryption, PrivateFormat, PublicFormat, load_der_private_key, load_der_public_key)
from cryptography.x509 import Certificate, load_der_x509_certificate
from moto.core.base_backend import BackendDict

from terrace_local.gaps import GAPS

FORMAT = 1
KIND = "terrace simulated AWS"
# What BackendDict's constructor sets, the same in every process.
OWN = {"backend", "service_name", "_use_boto3_regions", "_additional_regions", "_id"}
# moto keeps these beside its backends.
GLOBALS = [("moto.ec2.models.vpcs", "DEFAULT_VPC_ENDPOINT_SERVICES")]
# The backends of all regions, for connections between them; a constructor adds each.
REFERENCES = ("vpc_refs", "backend_refs", "vpc_pcx_refs")
LOCKS = {type(threading.Lock()): threading.Lock, type(threading.RLock()): threading.RLock}


class Unusable(Exception):
    """A file cannot be loaded; the message says why and what to do."""


def save(path, dispatcher):
    """Writes the estate; the caller sees to it that no request is at work."""
    payload = io.BytesIO()
    Writer(payload).dump(state(dispatcher))
    body = payload.getvalue()
    header = {"kind": KIND, **identity(), "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)))  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(header).encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.remove(temporary)
        raise


def load(path, body, dispatcher):
    """Fills moto's backends and the dispatcher, which are new, with what ``verified`` has read from ``path``."""
    try:
        found = Reader(io.BytesIO(body)).load()
    except Exception as fault:
        raise Unusable(f"{path} cannot be loaded ({type(fault).__name__}: {fault}); take another snapshot") from fault
    for (module, name), value in found["globals"].items():
        getattr(importlib.import_module(module), name).update(value)
    for name, (accounts, attributes) in found["backends"].items():
        backends = named(name)
        backends.update(accounts)
        vars(backends).update(attributes)
        BackendDict._instances.append(backends)
        for _, _, backend in backends.iter_backends():
            for kept in REFERENCES:
                if hasattr(backend, kept):
                    getattr(backend, kept)[type(backend)].add(weakref.ref(backend))
    dispatcher.origin = found["origin"]
    dispatcher.answers.kept.update(found["answers"])


def state(dispatcher):
    used = {id(backends): backends for backends in BackendDict._instances}.values()
    return {
        "origin": dispatcher.origin,
        "answers": list(dispatcher.answers.kept.items()),
        "globals": {(module, name): getattr(sys.modules[module], name)
                    for module, name in GLOBALS if module in sys.modules},
        "backends": {name_of(backends): (
            dict(backends.items()), {key: value for key, value in vars(backends).items() if key not in OWN})
            for backends in used},
    }


def identity():
    """What must be the same where a file is written and where it is loaded, each with its name for people."""
    return {
        "format": FORMAT, "moto": version("moto"),
        "python": f"{platform.python_implementation()} {sys.version_info[0]}.{sys.version_info[1]}",
        "bytecode": importlib.util.MAGIC_NUMBER.hex(),
        "gaps": hashlib.sha256(json.dumps(GAPS).encode()).hexdigest()[:16],
    }


def verified(path):
    """The pickled state; raises Unusable where the file is not one of this program, or is damaged."""
    try:
        # O_NOFOLLOW, and owner and mode of what is open: nobody can exchange the file after the check.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o022:
                raise Unusable(f"{path} belongs to another user, or others may write to it: loading it would run what "
                               "they wrote; take a snapshot of your own")
            first, body = file.readline(65536), file.read()
    except OSError as fault:
        raise Unusable(f"{path} cannot be read: {fault.strerror}") from fault
    try:
        header = json.loads(first)
    except ValueError:
        header = None
    if not isinstance(header, dict) or header.get("kind") != KIND:
        raise Unusable(f"{path} is no snapshot of a simulated AWS")
    for name, here in identity().items():
        if header.get(name) != here:
            raise Unusable(f"{path} was written with {name} {header.get(name)}, and this is {name} {here}: a snapshot is "
                           "loaded by what wrote it; deploy again and take another one")
    if header.get("size") != len(body) or header.get("sha256") != hashlib.sha256(body).hexdigest():
        raise Unusable(f"{path} is damaged; take another snapshot")
    return body


def name_of(backends):
    """Module and name of the global that holds them."""
    first = [backends.backend.__module__] if hasattr(backends, "backend") else []
    for module in first + sorted(name for name in sys.modules if name.startswith(("moto.", "terrace_local."))):
        for name, value in vars(sys.modules[module]).items():
            if value is backends:
                return module, name
    raise pickle.PicklingError(f"the backends of {backends.service_name} are in no module")


def named(name):
    return getattr(importlib.import_module(name[0]), name[1])


class Writer(pickle.Pickler):
    """Everything that moto holds, with the few things that Python does not pickle."""

    def __init__(self, file):
        super().__init__(file, protocol=5)

    def persistent_id(self, value):
        return name_of(value) if isinstance(value, BackendDict) else None

    def reducer_override(self, value):
        kind = type(value)
        if kind in LOCKS:
            return LOCKS[kind], ()  # nobody holds it: no request is at work
        if kind is types.FunctionType and "<l" in value.__qualname__ and value.__closure__ is None:
            return function, (marshal.dumps(value.__code__), value.__module__)  # a default of a dict
        if isinstance(value, defaultdict) and kind is not defaultdict:
            # defaultdict's own way calls the constructor, which takes something else here.
            attributes = vars(value), {"default_factory": value.default_factory}
            return copyreg.__newobj__, (kind,), attributes, None, iter(list(value.items()))
        if kind is weakref.WeakValueDictionary:
            return kind, (), None, None, iter(list(value.items()))
        if isinstance(value, Certificate):
            return certificate, (value.public_bytes(Encoding.DER),)
        if hasattr(kind, "private_bytes"):
            return private_key, (value.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),)
        if hasattr(kind, "public_bytes"):
            return public_key, (value.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),)
        return NotImplemented


class Reader(pickle.Unpickler):
    def persistent_load(self, name):
        return named(name)


# By names of this module: pickle finds none for the functions of cryptography.
def private_key(der):
    return load_der_private_key(der, password=None)


def public_key(der):
    return load_der_public_key(der)


def certificate(der):
    return load_der_x509_certificate(der)


def function(code, module):
    return types.FunctionType(marshal.loads(code), vars(importlib.import_module(module)))
