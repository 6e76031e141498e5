import json
import tempfile
import zipfile
from pathlib import Path

from support import AwsTest, fills


class LambdaTest(AwsTest):

    @fills("awslambda", "function attributes")
    def test_a_function_remembers_where_it_logs(self):
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}
        role = self.aws("iam", "create-role", "--role-name", "function",
                        "--assume-role-policy-document", json.dumps(trust))["Role"]["Arn"]
        with tempfile.TemporaryDirectory() as folder:
            code = Path(folder) / "code.zip"
            with zipfile.ZipFile(code, "w") as archive:
                archive.writestr("main.py", "def handler(event, context): return 1")
            self.aws("lambda", "create-function", "--function-name", "f", "--runtime", "python3.12", "--role", role,
                     "--handler", "main.handler", "--zip-file", f"fileb://{code}",
                     "--logging-config", "LogFormat=JSON,LogGroup=/own")
        named = ["--function-name", "f"]
        found = self.aws("lambda", "get-function-configuration", *named)
        self.assertEqual({"LogFormat": "JSON", "LogGroup": "/own"}, found["LoggingConfig"])
        self.aws("lambda", "update-function-configuration", *named, "--logging-config", "LogFormat=Text",
                 "--dead-letter-config", f"TargetArn=arn:aws:sqs:{self.region}:123456789012:q")
        found = self.aws("lambda", "get-function-configuration", *named)
        self.assertEqual({"LogFormat": "Text", "LogGroup": "/aws/lambda/f"}, found["LoggingConfig"])
        self.assertIn(":q", found["DeadLetterConfig"]["TargetArn"])
