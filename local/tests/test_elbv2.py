from support import AwsTest, fills


class ElasticLoadBalancingTest(AwsTest):

    @fills("elbv2", "certificates of a changed listener")
    def test_a_changed_listener_keeps_its_further_certificates(self):
        _, subnets, _ = self.network()
        first, second = [self.aws("acm", "request-certificate", "--domain-name", f"{name}.example.com",
                                  "--validation-method", "DNS")["CertificateArn"] for name in "ab"]
        balancer = self.aws("elbv2", "create-load-balancer", "--name", "l", "--subnets", *subnets)
        action = "Type=fixed-response,FixedResponseConfig={StatusCode=404}"
        listener = self.aws("elbv2", "create-listener", "--load-balancer-arn",
                            balancer["LoadBalancers"][0]["LoadBalancerArn"], "--protocol", "HTTPS", "--port", "443",
                            "--certificates", f"CertificateArn={first}", "--default-actions", action)
        named = ["--listener-arn", listener["Listeners"][0]["ListenerArn"]]
        self.aws("elbv2", "add-listener-certificates", *named, "--certificates", f"CertificateArn={second}")
        self.aws("elbv2", "modify-listener", *named, "--certificates", f"CertificateArn={first}",
                 "--default-actions", action)
        found = self.aws("elbv2", "describe-listener-certificates", *named)["Certificates"]
        self.assertEqual([(first, True), (second, False)],
                         [(item["CertificateArn"], item["IsDefault"]) for item in found])

    @fills("elbv2", "further certificates in DescribeListeners")
    def test_a_described_listener_shows_its_default_certificate_alone(self):
        _, subnets, _ = self.network()
        first, second = [f"arn:aws:acm:us-west-2:700558745280:certificate/{digit * 8}-1111-1111-1111-111111111111"
                         for digit in "12"]
        balancer = self.aws("elbv2", "create-load-balancer", "--name", "l", "--subnets", *subnets)
        listener = self.aws("elbv2", "create-listener", "--load-balancer-arn",
                            balancer["LoadBalancers"][0]["LoadBalancerArn"], "--protocol", "HTTPS", "--port", "443",
                            "--certificates", f"CertificateArn={first}", "--default-actions",
                            "Type=fixed-response,FixedResponseConfig={StatusCode=404}")["Listeners"][0]["ListenerArn"]
        self.aws("elbv2", "add-listener-certificates", "--listener-arn", listener, "--certificates",
                 f"CertificateArn={second}")
        shown = self.aws("elbv2", "describe-listeners", "--listener-arns", listener)["Listeners"][0]["Certificates"]
        self.assertEqual([{"CertificateArn": first}], shown)

    @fills("elbv2", "deletion protection")
    def test_a_protected_load_balancer_is_not_deleted(self):
        _, subnets, _ = self.network()
        named = ["--load-balancer-arn", self.aws("elbv2", "create-load-balancer", "--name", "protected", "--subnets",
                                                 *subnets)["LoadBalancers"][0]["LoadBalancerArn"]]
        self.aws("elbv2", "modify-load-balancer-attributes", *named, "--attributes",
                 "Key=deletion_protection.enabled,Value=true")
        self.refused("OperationNotPermitted", "elbv2", "delete-load-balancer", *named)
        self.aws("elbv2", "modify-load-balancer-attributes", *named, "--attributes",
                 "Key=deletion_protection.enabled,Value=false")
        self.aws("elbv2", "delete-load-balancer", *named)
        self.refused("LoadBalancerNotFound", "elbv2", "describe-load-balancers", "--load-balancer-arns", named[1])

    @fills("elbv2", "certificates of another account")
    def test_certificates_of_the_real_account_are_taken_as_issued(self):
        _, subnets, _ = self.network()
        arns = [f"arn:aws:acm:us-west-2:{account}:certificate/11111111-1111-1111-1111-111111111111"
                for account in ("700558745280", "123456789012")]
        balancer = self.aws("elbv2", "create-load-balancer", "--name", "l", "--subnets", *subnets)
        create = ["elbv2", "create-listener", "--load-balancer-arn", balancer["LoadBalancers"][0]["LoadBalancerArn"],
                  "--protocol", "HTTPS", "--port", "443", "--default-actions",
                  "Type=fixed-response,FixedResponseConfig={StatusCode=404}", "--certificates"]
        listener = self.aws(*create, f"CertificateArn={arns[0]}")["Listeners"][0]
        self.assertEqual(arns[0], listener["Certificates"][0]["CertificateArn"])
        self.refused("CertificateNotFound", *create, f"CertificateArn={arns[1]}")
