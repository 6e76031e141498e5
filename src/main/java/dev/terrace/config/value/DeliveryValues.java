package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** Where the code comes from. */
public final class DeliveryValues {
  private DeliveryValues() {}

  /**
   * A repository on GitHub: 39 characters of an owner, with single hyphens; 100 of a name, without
   * the .git of its address.
   */
  public static final class GitHubRepository extends ValueType {
    public GitHubRepository() {
      super(
          "github-repository",
          "[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}",
          3,
          140,
          "must be owner/name");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return text.endsWith(".git") || text.replaceFirst("/.*", "").contains("--")
          ? Optional.of("must be owner/name as GitHub shows it, without .git")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("getorcha/orcha", "alva/alva.app");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "alva",
          "alva/",
          "/alva",
          "a/b/c",
          "-a/b",
          "a b/c",
          "a_b/c",
          "https://github.com/a/b",
          "git@github.com:a/b",
          "a/..",
          "a--b/c",
          "a/b.git",
          "ä/b");
    }
  }

  /**
   * A branch, by the rules of {@code git check-ref-format}. Also refused: {@code $} and braces,
   * which are variables in an IAM policy, and what a shell reads.
   */
  public static final class GitBranch extends ValueType {
    public GitBranch() {
      super(
          "git-branch",
          "[^\\s:?*\\[^~\\\\${}\"'`<>|&;()\\u0000-\\u001f\\u007f]+",
          1,
          244,
          "must be a branch's name, without spaces, quotes and :?*[^~\\${}<>|&;()");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (text.startsWith("refs/")) {
        return Optional.of("must be a branch's name, without refs/heads/");
      }
      boolean wrong =
          text.contains("..")
              || text.contains("//")
              || text.contains("@{")
              || text.equals("@")
              || text.equals("HEAD")
              || text.matches("[-/].*|.*[./]|(.*/)?\\..*|(.*/)?[^/]*\\.lock(/.*)?");
      return wrong ? Optional.of("must be a branch's name that git takes") : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("main", "release/1.2", "feature-x");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "a..b",
          "a b",
          "/a",
          "a/",
          "a//b",
          ".a",
          "a.",
          "a.lock",
          "a/.b",
          "@",
          "a@{1}",
          "-a",
          "a~1",
          "a^",
          "a:b",
          "a?",
          "a*",
          "a[b",
          "a\\b",
          "HEAD",
          "refs/heads/main",
          "a${b}",
          "a;b");
    }
  }

  /** A repository of CodeArtifact: CodeArtifact API, CreateDomain and CreateRepository. */
  public static final class CodeArtifactRepository extends ValueType {
    public CodeArtifactRepository() {
      super(
          "codeartifact-repository",
          "[a-z][a-z0-9-]{0,48}[a-z0-9]/[A-Za-z0-9][A-Za-z0-9._-]{1,99}",
          5,
          151,
          "must be domain/repository");
    }

    @Override
    public List<String> examples() {
      return List.of("getorcha/maven", "my-domain/My.Repo_1");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "maven", "a/b", "Domain/repo", "-a/repo", "domain-/repo", "do/re/po", "do/_po");
    }
  }

  /** The name of a repository of ECR: ECR API, CreateRepository. */
  public static final class ImageRepositoryName extends ValueType {
    private static final String NAME = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";

    public ImageRepositoryName() {
      super(
          "image-repository-name",
          NAME + "(/" + NAME + ")*",
          2,
          256,
          "must be a repository's name, such as docker-hub/library/eclipse-temurin");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      return text.contains(".amazonaws.com")
          ? Optional.of("must be a repository's name, without the registry's host")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("base", "docker-hub/library/eclipse-temurin", "a--b/c__d");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "A",
          "a",
          "a//b",
          "/a",
          "a/",
          "a:b",
          "-a",
          "a-",
          "a..b",
          "a___b",
          "a b",
          "123456789012.dkr.ecr.us-west-2.amazonaws.com/a");
    }
  }
}
