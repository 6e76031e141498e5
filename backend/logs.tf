# Server access logs of the state bucket: who read or wrote which state. Off without access_logs_to.

resource "aws_s3_bucket" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  bucket = var.log_bucket
}

# The only encryption that S3 writes access logs with is the one with keys of its own: Amazon S3 user guide, "Enabling
# Amazon S3 server access logging".
resource "aws_s3_bucket_server_side_encryption_configuration" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  bucket = aws_s3_bucket.access_logs[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  bucket = aws_s3_bucket.access_logs[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  bucket = aws_s3_bucket.access_logs[0].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  bucket = aws_s3_bucket.access_logs[0].id

  rule {
    id     = "expire-logs"
    status = "Enabled"

    filter {}

    expiration {
      days = var.log_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

data "aws_caller_identity" "current" {
  count = var.log_bucket == null ? 0 : 1
}

data "aws_iam_policy_document" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  statement {
    sid     = "TlsOnly"
    effect  = "Deny"
    actions = ["s3:*"]

    resources = [
      aws_s3_bucket.access_logs[0].arn,
      "${aws_s3_bucket.access_logs[0].arn}/*",
    ]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  # Amazon S3 user guide, "Permissions for log delivery".
  statement {
    sid       = "BucketLogs"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.access_logs[0].arn}/s3/*"]

    principals {
      type        = "Service"
      identifiers = ["logging.s3.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = [aws_s3_bucket.state.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current[0].account_id]
    }
  }
}

resource "aws_s3_bucket_policy" "access_logs" {
  count = var.log_bucket == null ? 0 : 1

  bucket = aws_s3_bucket.access_logs[0].id
  policy = data.aws_iam_policy_document.access_logs[0].json

  depends_on = [aws_s3_bucket_public_access_block.access_logs]
}

resource "aws_s3_bucket_logging" "state" {
  count = var.access_logs_to == null ? 0 : 1

  bucket        = aws_s3_bucket.state.id
  target_bucket = var.access_logs_to
  target_prefix = "s3/${var.bucket}/"

  # S3 writes no log before it may.
  depends_on = [aws_s3_bucket_policy.access_logs]
}
