"""Secrets Manager: the value of a secret whose AWSCURRENT was moved."""

from moto.secretsmanager.models import SecretsManagerBackend


def apply(patches):
    patches.wrap("value after AWSCURRENT was moved", SecretsManagerBackend, "update_secret_version_stage", move)


def move(original):
    def update_secret_version_stage(self, secret_id, version_stage, remove_from_version_id, move_to_version_id):
        answer = original(self, secret_id, version_stage, remove_from_version_id, move_to_version_id)
        if version_stage == "AWSCURRENT" and move_to_version_id:
            self.secrets[secret_id].set_default_version_id(move_to_version_id)
        return answer

    return update_secret_version_stage
