extension Explanations {
  static let cli: [Explanation] = [
    Explanation(
      "cli/cannot-write", "The output cannot be written",
      """
      Portolan made the artifact but could not store it where it was told to: the directory does \
      not exist, is not writable or full, or a directory stands where the file should go.

      A file that stood there before is unchanged, because the artifact is written beside it first \
      and takes its place only when it is complete. Choose another place with -o, or mend the one \
      that the message names, and run the command again.
      """),
    Explanation(
      "cli/nothing-to-allow", "The policy allows nothing",
      """
      The configuration has no security group and nothing that is looked up in EC2, or the artifact \
      cannot be used for what --for names: a list of calls, for instance, deletes nothing. So there is \
      nothing to allow, and the document has no statement. IAM takes no such document; whoever uses \
      the artifact needs no policy for it.
      """),
  ]
}
