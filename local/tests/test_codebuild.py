from support import AwsTest, fills


class CodeBuildTest(AwsTest):

    @fills("codebuild", "projects of a pipeline", "project attributes", "UpdateProject", "times of builds",
           "deletion by ARN")
    def test_a_project_of_a_pipeline(self):
        vpc, subnets, group = self.network()
        self.aws("codebuild", "create-project", "--name", "build", "--source", "type=CODEPIPELINE,buildspec=b",
                 "--artifacts", "type=CODEPIPELINE", "--concurrent-build-limit", "1",
                 "--service-role", "arn:aws:iam::123456789012:role/r",
                 "--vpc-config", f"vpcId={vpc},subnets={subnets[0]},securityGroupIds={group}", "--environment",
                 "type=ARM_CONTAINER,image=i,computeType=BUILD_GENERAL1_SMALL,privilegedMode=true")
        project = self.aws("codebuild", "batch-get-projects", "--names", "build")["projects"][0]
        self.assertEqual((60, 480, 1), (project["timeoutInMinutes"], project["queuedTimeoutInMinutes"],
                                        project["concurrentBuildLimit"]))
        self.assertEqual(vpc, project["vpcConfig"]["vpcId"])
        self.aws("codebuild", "update-project", "--name", "build", "--description", "d", "--timeout-in-minutes", "30")
        project = self.aws("codebuild", "batch-get-projects", "--names", "build")["projects"][0]
        self.assertEqual(("d", 30, 1), (project["description"], project["timeoutInMinutes"],
                                        project["concurrentBuildLimit"]))
        self.assertEqual(vpc, project["vpcConfig"]["vpcId"])
        self.aws("codebuild", "update-project", "--name", "build", "--vpc-config", "{}")
        self.assertNotIn("vpcConfig", self.aws("codebuild", "batch-get-projects", "--names", "build")["projects"][0])
        build = self.aws("codebuild", "start-build", "--project-name", "build")["build"]["id"]
        found = self.aws("codebuild", "batch-get-builds", "--ids", build)["builds"][0]
        self.assertEqual("SUCCEEDED", found["buildStatus"])
        self.assertIsInstance(self.wire("codebuild", "CodeBuild_20161006.BatchGetBuilds",
                                        {"ids": [build]})["builds"][0]["startTime"], (int, float))
        self.aws("codebuild", "delete-project", "--name", project["arn"])
        self.assertEqual([], self.aws("codebuild", "list-projects")["projects"])
