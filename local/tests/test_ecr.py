import json
import time
import unittest

from support import AwsTest, fills


def rule(priority, count, **selection):
    return {"rulePriority": priority, "action": {"type": "expire"},
            "selection": {"countType": "imageCountMoreThan", "countNumber": count, **selection}}


class EcrTest(AwsTest):

    def push(self, repository, tag, layer):
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                    "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 1,
                               "digest": "sha256:" + layer * 64},
                    "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 1,
                                "digest": "sha256:" + layer * 64}]}
        self.aws("ecr", "put-image", "--repository-name", repository, "--image-tag", tag, "--image-manifest", manifest)

    def tags(self, repository):
        return sorted(image.get("imageTag", "untagged") for image in
                      self.aws("ecr", "list-images", "--repository-name", repository)["imageIds"])

    @fills("ecr", "CreatePullThroughCacheRule", "DescribePullThroughCacheRules", "DeletePullThroughCacheRule")
    def test_cache_rules_are_kept_by_prefix(self):
        secret = "arn:aws:secretsmanager:us-west-2:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf"
        rule = ("--ecr-repository-prefix", "shop-docker-hub", "--upstream-registry-url", "registry-1.docker.io",
                "--credential-arn", secret)
        self.assertEqual("123456789012", self.aws("ecr", "create-pull-through-cache-rule", *rule)["registryId"])
        self.refused("PullThroughCacheRuleAlreadyExistsException", "ecr", "create-pull-through-cache-rule", *rule)
        found = self.aws("ecr", "describe-pull-through-cache-rules", "--ecr-repository-prefixes", "shop-docker-hub")
        self.assertEqual([secret], [each["credentialArn"] for each in found["pullThroughCacheRules"]])
        self.aws("ecr", "delete-pull-through-cache-rule", "--ecr-repository-prefix", "shop-docker-hub")
        self.refused("PullThroughCacheRuleNotFoundException", "ecr", "describe-pull-through-cache-rules",
                     "--ecr-repository-prefixes", "shop-docker-hub")

    @fills("ecr", "lifecycle rules")
    def test_builds_expire_and_released_images_stay(self):
        self.aws("ecr", "create-repository", "--repository-name", "orcha")
        self.aws("ecr", "put-lifecycle-policy", "--repository-name", "orcha", "--lifecycle-policy-text",
                 json.dumps({"rules": [rule(1, 10, tagStatus="tagged", tagPatternList=["released-*"]),
                                       rule(2, 2, tagStatus="any")]}))
        self.push("orcha", "released-1", "0")
        for build in "1234":
            self.push("orcha", f"build-{build}", build)
        self.assertEqual(["build-3", "build-4", "released-1"], self.tags("orcha"))
        self.aws("ecr", "put-lifecycle-policy", "--repository-name", "orcha", "--lifecycle-policy-text",
                 json.dumps({"rules": [rule(1, 1, tagStatus="any")]}))
        self.assertEqual(["build-4"], self.tags("orcha"))

    @fills("ecr", "images whose tag moved")
    def test_an_image_whose_tag_moves_is_untagged_until_a_rule_removes_it(self):
        self.aws("ecr", "create-repository", "--repository-name", "moved")
        self.push("moved", "latest", "a")
        self.push("moved", "latest", "b")
        self.assertEqual(["latest", "untagged"], self.tags("moved"))
        self.aws("ecr", "put-lifecycle-policy", "--repository-name", "moved", "--lifecycle-policy-text",
                 json.dumps({"rules": [rule(1, 1, tagStatus="untagged")]}))
        self.push("moved", "latest", "c")
        self.assertEqual(["latest", "untagged"], self.tags("moved"))


class RulesTest(unittest.TestCase):

    class Image:
        def __init__(self, name, days, *tags, manifests=()):
            self.name, self.image_tags, self.image_pushed_at = name, list(tags), time.time() - days * 24 * 60 * 60
            self.image_manifest = json.dumps({"manifests": [{"digest": digest} for digest in manifests]})

        def get_image_digest(self):
            return self.name

    def expired(self, rules, *images):
        from terrace_local.ecr import expired

        return sorted(image.name for image in expired(rules, list(images), time.time()))

    def test_age_counts_from_the_push(self):
        rules = [rule(1, 14, tagStatus="untagged", countType="sinceImagePushed", countUnit="days")]
        self.assertEqual(["old"], self.expired(rules, self.Image("old", 15), self.Image("new", 13),
                                               self.Image("tagged", 15, "v1")))

    def test_several_prefixes_select_images_with_all_of_them(self):
        rules = [rule(1, 0, tagStatus="tagged", tagPrefixList=["alpha", "beta"])]
        self.assertEqual(["both"], self.expired(rules, self.Image("both", 1, "alpha-1", "beta-1"),
                                                self.Image("one", 1, "alpha-2")))

    def test_a_rule_counts_images_that_an_earlier_one_keeps(self):
        rules = [rule(2, 1, tagStatus="any"), rule(1, 1, tagStatus="tagged", tagPrefixList=["released"])]
        self.assertEqual(["build", "first"],
                         self.expired(rules, self.Image("first", 3, "released-1"), self.Image("build", 2, "b"),
                                      self.Image("second", 1, "released-2")))

    def test_images_of_an_index_stay_with_it(self):
        rules = [rule(1, 1, tagStatus="untagged")]
        self.assertEqual([], self.expired(rules, self.Image("amd64", 2), self.Image("attestation", 1),
                                          self.Image("index", 1, "v1", manifests=["amd64", "attestation"])))


if __name__ == "__main__":
    unittest.main()
