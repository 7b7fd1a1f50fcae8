/// What a configuration means for its security groups, independent of where it came from and of
/// what it will become: the neutral form between the front ends and the backends.
package struct Program: Hashable, Sendable {
  /// The names of the files it was made from, as the artifact's header shows them.
  package var sources: [String]
  /// What the artifact asks for when it runs. Refers: `Term.input`.
  package var inputs: [Input]
  /// What it looks up in the account when it runs. Refers: `Term.lookup`.
  package var lookups: [Lookup]
  /// Refers: `Term.group`.
  package var groups: [SecurityGroup]
  /// Made last, when the groups have their rules.
  package var attachments: [Attachment]
  package var outputs: [Output]
  /// Variables whose value is part of the artifact.
  package var folded: [FoldedVariable]

  package init(
    sources: [String] = [], inputs: [Input] = [], lookups: [Lookup] = [],
    groups: [SecurityGroup] = [], attachments: [Attachment] = [], outputs: [Output] = [],
    folded: [FoldedVariable] = []
  ) {
    self.sources = sources
    self.inputs = inputs
    self.lookups = lookups
    self.groups = groups
    self.attachments = attachments
    self.outputs = outputs
    self.folded = folded
  }

  // Inlinable, so that who reads one property of a group copies no more than that.
  @inlinable package subscript(id: InputID) -> Input { inputs[id.index] }
  @inlinable package subscript(id: LookupID) -> Lookup { lookups[id.index] }
  @inlinable package subscript(id: GroupID) -> SecurityGroup { groups[id.index] }
}
