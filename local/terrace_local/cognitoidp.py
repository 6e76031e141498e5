"""Cognito: a changed user pool keeps its tags and what cannot change."""

from moto.cognitoidp.models import CognitoIdpBackend

KEPT = ("UsernameAttributes", "AliasAttributes", "UsernameConfiguration", "UserPoolTags")


def apply(patches):
    patches.wrap("changed user pool", CognitoIdpBackend, "update_user_pool", keep,
                 fault="user_pool.update_extended_config(extended_config)")


def keep(original):
    def update_user_pool(self, user_pool_id, extended_config):
        before = self.describe_user_pool(user_pool_id).extended_config
        kept = {name: before[name] for name in KEPT if name in before}
        return original(self, user_pool_id, {**kept, **extended_config})

    return update_user_pool
