"""Lambda: where and how a function logs, and its dead letters."""

from moto.awslambda.models import LambdaFunction

REMEMBERED = ("LoggingConfig", "DeadLetterConfig")


def apply(patches):
    patches.wrap("function attributes", LambdaFunction, "__init__", remember)
    patches.wrap("function attributes", LambdaFunction, "update_configuration", update)
    patches.wrap("function attributes", LambdaFunction, "get_configuration", show)


def remember(original):
    def __init__(self, account_id, spec, region, version=1):
        self.terrace_attributes = {name: spec[name] for name in REMEMBERED if spec.get(name)}
        original(self, account_id, spec, region, version)

    return __init__


def update(original):
    def update_configuration(self, config_updates):
        self.terrace_attributes.update({name: config_updates[name] for name in REMEMBERED if name in config_updates})
        if "EphemeralStorage" in config_updates:
            self.ephemeral_storage = config_updates["EphemeralStorage"]["Size"]
        if "TracingConfig" in config_updates:
            self.tracing_config = config_updates["TracingConfig"]
        return original(self, config_updates)

    return update_configuration


def show(original):
    def get_configuration(self, on_create=False):
        given = self.terrace_attributes
        logging = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{self.function_name}",
                   **given.get("LoggingConfig", {})}
        dead_letters = {"DeadLetterConfig": given["DeadLetterConfig"]} if given.get("DeadLetterConfig") else {}
        return {**original(self, on_create), "LoggingConfig": logging, **dead_letters}

    return get_configuration
