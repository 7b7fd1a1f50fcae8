/// What may stand in a block that is Terraform's own, as a resource type's `Schema` says it for resources.
struct BlockShape: Sendable {
  var arguments: Set<String> = []
  var required: [String] = []
  var blocks: NamedList<Nested> = [:]
  /// Whether arguments and blocks that are not listed belong to somebody else, such as a provider.
  var isOpen = false

  struct Nested: Sendable {
    var labels: [String] = []
    var isSingle = false
    var shape: BlockShape

    init(_ shape: BlockShape, labels: [String] = [], isSingle: Bool = false) {
      self.shape = shape
      self.labels = labels
      self.isSingle = isSingle
    }
  }

  static let open = BlockShape(isOpen: true)
  static let condition = BlockShape(
    arguments: ["condition", "error_message"], required: ["condition", "error_message"])

  private static let lifecycle = BlockShape(
    arguments: [
      "create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by",
    ],
    blocks: ["precondition": .init(condition), "postcondition": .init(condition)])

  private static let resource = BlockShape(
    blocks: [
      "lifecycle": .init(lifecycle, isSingle: true),
      "provisioner": .init(.open, labels: ["type"]),
      "connection": .init(.open, isSingle: true),
    ], isOpen: true)

  /// What the top-level blocks of a type may hold.
  init(_ kind: TopLevelBlock) {
    switch kind {
    case .variable:
      self.init(
        arguments: ["type", "default", "description", "sensitive", "nullable", "ephemeral"],
        blocks: ["validation": Nested(.condition)])
    case .output:
      self.init(
        arguments: ["value", "description", "sensitive", "depends_on", "ephemeral"],
        required: ["value"],
        blocks: ["precondition": Nested(.condition), "postcondition": Nested(.open)])
    case .terraform:
      self.init(
        arguments: ["required_version", "experiments", "language"],
        blocks: [
          "required_providers": Nested(.open), "backend": Nested(.open, labels: ["type"]),
          "cloud": Nested(.open), "provider_meta": Nested(.open, labels: ["provider"]),
        ])
    case .moved: self.init(arguments: ["from", "to"], required: ["from", "to"])
    case .imported:
      self.init(arguments: ["id", "to", "for_each", "provider"], required: ["to", "id"])
    case .removed:
      self.init(
        arguments: ["from"], required: ["from"],
        blocks: [
          "lifecycle": Nested(BlockShape(arguments: ["destroy"]), isSingle: true),
          "provisioner": Nested(.open, labels: ["type"]), "connection": Nested(.open),
        ])
    case .check:
      self.init(
        blocks: [
          "assert": Nested(.condition), "data": Nested(.open, labels: ["type", "name"]),
        ])
    case .resource, .data: self = Self.resource
    case .locals: self.init(isOpen: true)
    case .provider, .module, .ephemeral: self = .open
    }
  }

  init(
    arguments: Set<String> = [], required: [String] = [], blocks: NamedList<Nested> = [:],
    isOpen: Bool = false
  ) {
    self.arguments = arguments
    self.required = required
    self.blocks = blocks
    self.isOpen = isOpen
  }
}
