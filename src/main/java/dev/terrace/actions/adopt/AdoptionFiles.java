package dev.terrace.actions.adopt;

import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.match.AdoptionFileReader;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The adoption files of an environment. */
final class AdoptionFiles {
  private AdoptionFiles() {}

  /**
   * Reads the files by stack.
   *
   * @param folder the folder {@code adoptions}
   * @throws UserError if two stacks adopt the same resource, or no chosen stack has a file
   */
  static Map<StackId, AdoptionFile> read(Path folder, Synthesis synthesis) {
    Map<StackId, AdoptionFile> files = new LinkedHashMap<>();
    Map<String, String> taken = new HashMap<>();
    for (Stack stack : synthesis.stacks()) {
      Optional<AdoptionFile> file =
          AdoptionFileReader.read(folder, stack.id(), stack.file().resources().keySet());
      file.ifPresent(found -> files.put(stack.id(), found));
      for (Entry entry : file.map(AdoptionFile::entries).orElse(List.of())) {
        String mine = entry.address() + " of " + stack.id();
        String other = taken.putIfAbsent(entry.taken(), mine);
        if (other != null) {
          throw UserError.usage(
              "two stacks adopt "
                  + entry.taken()
                  + ": "
                  + other
                  + ", and "
                  + mine
                  + "; remove it from one of the adoption files");
        }
      }
    }
    if (synthesis.chosen().stream().noneMatch(stack -> files.containsKey(stack.id()))) {
      throw UserError.usage(
          "there is no adoption file for "
              + synthesis.selection().describe()
              + " in "
              + folder.getFileName()
              + "/; './terrace adopt plan' writes them");
    }
    return files;
  }
}
