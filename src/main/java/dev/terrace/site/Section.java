package dev.terrace.site;

/** A part of a page. */
interface Section {
  /** Names the section in links. */
  String id();

  String title();

  void write(Html html);
}
