/// Something that the artifact must be told when it runs.
package struct Input: Hashable, Sendable {
  /// Unique in the program, an identifier in every target: `vpc_id`, `vpc_main_id`.
  package var name: String
  /// The Terraform address it stands for: `var.vpc_id`, `aws_vpc.main.id`.
  package var address: String
  package var type: InputType
  /// Used when nothing is given; without one the input is required.
  package var defaultValue: Literal?
  package var isSensitive: Bool
  package var description: String?
  package var origin: Origin?

  package init(
    name: String, address: String, type: InputType, defaultValue: Literal? = nil,
    isSensitive: Bool = false, description: String? = nil, origin: Origin? = nil
  ) {
    self.name = name
    self.address = address
    self.type = type
    self.defaultValue = defaultValue
    self.isSensitive = isSensitive
    self.description = description
    self.origin = origin
  }

  package var isRequired: Bool { defaultValue == nil }
}

/// The type of an input, in Terraform's words.
package indirect enum InputType: Hashable, Sendable {
  case any, string, number, bool
  case list(InputType)
  case set(InputType)
  case map(InputType)
  case tuple([InputType])
  case object([String: InputType])

  /// The element type, if it is a list or set of scalars: several words on a command line.
  package var scalarElement: InputType? {
    switch self {
    case .list(let element), .set(let element): element.isScalar ? element : nil
    default: nil
    }
  }

  package var isScalar: Bool {
    switch self {
    case .any, .string, .number, .bool: true
    default: false
    }
  }
}

/// A root variable that is no input of the artifact, because its value was given or was needed.
package struct FoldedVariable: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The user gave it: `--var`, a tfvars file, the environment.
    case given
    /// Translation could not go on without it, so its default was used; the place that needed it
    /// and a sentence why.
    case needed(Origin, why: String)
  }

  package var name: String
  package var type: InputType
  /// Absent for a sensitive variable.
  package var value: Literal?
  package var isSensitive: Bool
  package var description: String?
  package var reason: Reason

  package init(
    name: String, type: InputType, value: Literal?, isSensitive: Bool = false,
    description: String? = nil, reason: Reason
  ) {
    self.name = name
    self.type = type
    self.value = value
    self.isSensitive = isSensitive
    self.description = description
    self.reason = reason
  }
}
