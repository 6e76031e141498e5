from support import AwsTest, fills


class Route53Test(AwsTest):

    @fills("route53", "ids of hosted zones")
    def test_the_id_of_a_zone_starts_as_in_aws(self):
        for number in range(3):
            zone = self.aws("route53", "create-hosted-zone", "--name", "a.example", "--caller-reference",
                            f"ids-{number}")["HostedZone"]["Id"]
            self.assertRegex(zone, "^/hostedzone/Z[A-Z0-9]{1,31}$")
            self.aws("route53", "delete-hosted-zone", "--id", zone)
