package dev.terrace.cli;

import dev.terrace.actions.picture.DrawPicture;
import dev.terrace.files.FileTrees;
import dev.terrace.picture.MermaidWriter;
import dev.terrace.picture.Picture;
import dev.terrace.picture.SvgWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace picture}. */
@Command(name = "picture")
final class PictureCommand extends ProjectCommand implements Runnable {
  @Parameters(paramLabel = "TARGET")
  private String target = "";

  @Option(names = "--svg", paramLabel = "FILE")
  private Path svg;

  @Override
  public void run() {
    Picture picture = new DrawPicture(context()).run(new DrawPicture.Request(target));
    if (svg == null) {
      console().result(MermaidWriter.write(picture).stripTrailing());
      return;
    }
    FileTrees.writeWhole(svg, SvgWriter.write(picture));
    console()
        .result(
            "%s: %d boxes, %d arrows"
                .formatted(svg, picture.nodes().size(), picture.edges().size()));
  }
}
