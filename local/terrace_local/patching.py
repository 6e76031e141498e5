"""How a gap of moto is filled: add an action, wrap a method, add a service.

A service module has one function ``apply(patches)`` that names its gaps through these helpers.
Every name must stand in ``gaps.py``; a patch that does not fit the installed moto stops the start.
"""

import functools
import inspect
import json

from flask import request
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, PaginatedResult
from moto.core.utils import camelcase_to_underscores, get_pagination_model

APPLIED = "applied"
IN_MOTO = "in moto"


class GapNotApplicable(Exception):
    """The installed moto differs from what a patch expects."""


class AwsError(ServiceException):
    """An error answer: ``raise AwsError("NotFoundException", "no such thing")``."""

    def __init__(self, code, message):
        super().__init__(code, message)


class Patches:
    """Applies the gaps of one service and remembers what became of each."""

    def __init__(self, service):
        self.service = service
        self.states = {}

    def action(self, response_class, action, function, gap=None):
        """Adds an action that moto lacks; ``function(response, params)`` returns the result as a dict."""
        name = camelcase_to_underscores(action)
        if hasattr(response_class, name):
            self._remember(gap or action, IN_MOTO)
            return
        setattr(response_class, name, handler(function, name))
        self._remember(gap or action, APPLIED)

    def override(self, gap, response_class, action, function):
        """Replaces an action that moto answers wrongly as a whole."""
        name = camelcase_to_underscores(action)
        self._require(gap, response_class, name)
        setattr(response_class, name, handler(function, name))
        self._remember(gap, APPLIED)

    def wrap(self, gap, owner, name, make, fault=None):
        """Replaces ``owner.name`` by ``make(original)``.

        ``fault`` is a piece of moto's source that shows the fault: when it is gone, moto gained the
        behaviour and the patch is left out.
        """
        original = self._require(gap, owner, name)
        if fault is not None and fault not in inspect.getsource(inspect.unwrap(_function(original))):
            self._remember(gap, IN_MOTO)
            return
        replacement = make(_function(original))
        functools.update_wrapper(_function(replacement), _function(original))
        setattr(owner, name, replacement)
        self._remember(gap, APPLIED)

    def provide(self, gap, owner, name, value):
        """Sets an attribute of a class or module that moto lacks."""
        if hasattr(owner, name):
            self._remember(gap, IN_MOTO)
            return
        setattr(owner, name, value)
        self._remember(gap, APPLIED)

    def path(self, urls, template, like):
        """Serves a path that moto does not route, as it routes ``like``."""
        if like not in urls.url_paths:
            raise GapNotApplicable(f"{self.service}: path {template}: moto does not route {like}")
        urls.url_paths.setdefault(template, urls.url_paths[like])

    def done(self, gap, state=APPLIED):
        """Remembers a gap that was filled in another way."""
        self._remember(gap, state)

    def _require(self, gap, owner, name):
        found = inspect.getattr_static(owner, name, None)
        if found is None:
            raise GapNotApplicable(f"{self.service}: {gap}: moto has no {owner.__name__}.{name}")
        return found

    def _remember(self, gap, state):
        if self.states.get(gap) != APPLIED:
            self.states[gap] = state


def _function(found):
    if isinstance(found, property):
        return found.fget
    return getattr(found, "__func__", found)


def handler(function, name):
    """Makes a method of a moto response class from ``function(response, params)``."""

    def method(self):
        result = function(self, parsed(self))
        return result if isinstance(result, ActionResult) else ActionResult(result or {})

    method.__name__ = name
    return method


def parsed(response):
    """The request's parameters in the shape of the service's model, whatever the protocol."""
    if not response.automated_parameter_parsing:
        response.parse_parameters(request._get_current_object())
    return response.params


def through_the_model(original):
    """For an action that moto answers in JSON by hand: the service's model sets the form, of times above all."""

    def method(self):
        return ActionResult(json.loads(original(self)))

    return method


class Page(PaginatedResult):
    """A result that is split into pages by the service's own paging rules, where it has any."""

    def execute_result(self, context):
        rules = get_pagination_model(str(context.service_model.service_name))
        base = PaginatedResult if str(context.operation_model.name) in rules else ActionResult
        return base.execute_result(self, context)


def remembered(backend, name, make=dict):
    """State that lives and dies with moto's own: gone after a reset."""
    key = f"terrace_{name}"
    if key not in backend.__dict__:
        backend.__dict__[key] = make()
    return backend.__dict__[key]
