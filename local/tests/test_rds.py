from support import AwsTest, fills


class RdsTest(AwsTest):

    def create(self, name, *options):
        self.aws("rds", "create-db-instance", "--db-instance-identifier", name, "--engine", "postgres",
                 "--db-instance-class", "db.t3.micro", "--allocated-storage", "20", "--master-username", "u",
                 "--master-user-password", "a-password-of-the-test", *options)
        return self.instance(name)

    def instance(self, name):
        return self.aws("rds", "describe-db-instances", "--db-instance-identifier", name)["DBInstances"][0]

    def delete(self, name):
        self.aws("rds", "delete-db-instance", "--db-instance-identifier", name, "--skip-final-snapshot")

    @fills("rds", "instance attributes", "engine version by its major", "gp3 defaults")
    def test_an_instance_remembers_what_it_was_given(self):
        instance = self.create(
            "a", "--engine-version", "16", "--storage-type", "gp3", "--monitoring-interval", "60",
            "--monitoring-role-arn", "arn:aws:iam::123456789012:role/m", "--enable-performance-insights",
            "--performance-insights-retention-period", "31")
        self.assertRegex(instance["EngineVersion"], r"^16\.\d+$")
        self.assertEqual("default.postgres16", instance["DBParameterGroups"][0]["DBParameterGroupName"])
        self.assertEqual((60, "arn:aws:iam::123456789012:role/m"),
                         (instance["MonitoringInterval"], instance["MonitoringRoleArn"]))
        self.assertEqual((True, 31), (instance["PerformanceInsightsEnabled"],
                                      instance["PerformanceInsightsRetentionPeriod"]))
        self.assertEqual(("rds-ca-rsa2048-g1", "IPV4", 3000),
                         (instance["CACertificateIdentifier"], instance["NetworkType"], instance["Iops"]))
        self.aws("rds", "modify-db-instance", "--db-instance-identifier", "a", "--monitoring-interval", "0",
                 "--no-enable-performance-insights", "--apply-immediately")
        instance = self.instance("a")
        self.assertEqual((0, False), (instance["MonitoringInterval"], instance["PerformanceInsightsEnabled"]))
        self.assertNotIn("MonitoringRoleArn", instance)
        self.delete("a")

    @fills("rds", "parameter group in use", "own parameters", "ResetDBParameterGroup", "default parameter group")
    def test_parameter_groups(self):
        named = ["--db-parameter-group-name", "own"]
        self.aws("rds", "create-db-parameter-group", *named, "--db-parameter-group-family", "postgres16",
                 "--description", "d")
        self.aws("rds", "modify-db-parameter-group", *named, "--parameters",
                 "ParameterName=rds.force_ssl,ParameterValue=0,ApplyMethod=immediate")
        found = self.aws("rds", "describe-db-parameters", *named, "--source", "user")["Parameters"]
        self.assertEqual([("rds.force_ssl", "0", "user")],
                         [(item["ParameterName"], item["ParameterValue"], item["Source"]) for item in found])
        self.aws("rds", "reset-db-parameter-group", *named, "--parameters",
                 "ParameterName=rds.force_ssl,ApplyMethod=immediate")
        self.assertEqual([], self.aws("rds", "describe-db-parameters", *named, "--source", "user")["Parameters"])

        self.create("b", *named, "--engine-version", "16.9")
        self.refused("InvalidDBParameterGroupState", "rds", "delete-db-parameter-group", *named)
        self.aws("rds", "modify-db-instance", "--db-instance-identifier", "b",
                 "--db-parameter-group-name", "default.postgres16")
        self.aws("rds", "delete-db-parameter-group", *named)
        self.delete("b")

    @fills("rds", "parameters equal to the default", "parameters that need a restart")
    def test_a_parameter_with_the_default_stays_one_of_the_system(self):
        for family, value, source, method in [("postgres16", "1", "system", "pending-reboot"),
                                              ("postgres14", "1", "user", "immediate")]:
            named = ["--db-parameter-group-name", f"own-{family}"]
            self.aws("rds", "create-db-parameter-group", *named, "--db-parameter-group-family", family, "--description", "d")
            self.aws("rds", "modify-db-parameter-group", *named, "--parameters",
                     f"ParameterName=rds.force_ssl,ParameterValue={value},ApplyMethod=immediate")
            self.assertEqual((value, source, method), self.parameter(named, "rds.force_ssl"))
            self.assertEqual(("1", "system", "pending-reboot"), self.parameter(named, "autovacuum"))
        message = self.refused("InvalidParameterCombination", "rds", "modify-db-parameter-group", *named, "--parameters",
                               "ParameterName=max_connections,ParameterValue=100,ApplyMethod=immediate")
        self.assertIn("cannot use immediate apply method for static parameter", message)

    def parameter(self, named, name):
        found = self.aws("rds", "describe-db-parameters", *named)["Parameters"]
        return next((item["ParameterValue"], item["Source"], item["ApplyMethod"]) for item in found
                    if item["ParameterName"] == name)
