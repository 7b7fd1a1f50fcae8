package import Diagnostics
package import HCL

/// What the files of one module say, before anything is evaluated.
package struct ModuleConfiguration: Sendable {
  /// Relative to the root module's directory; empty for the root module.
  package var directory: String
  package var variables: [String: VariableConfiguration] = [:]
  package var locals: [String: ConfigurationAttribute] = [:]
  package var outputs: [String: OutputConfiguration] = [:]
  package var resources: [ResourceKey: ResourceConfiguration] = [:]
  package var calls: [String: ModuleCallConfiguration] = [:]
  /// Names of calls whose module could not be read; what refers to them is not to blame.
  package var brokenCalls: Set<String> = []
  /// By local name and alias: `aws`, `aws.eu`.
  package var providers: [String: ProviderConfiguration] = [:]
  /// Provider configurations that the module's callers pass: `aws.eu`.
  package var configurationAliases: Set<String> = []
  package var checks: [ConfigurationBlock] = []
  package var imports: [ConfigurationBlock] = []

  package init(directory: String) { self.directory = directory }

  /// In source order.
  package var resourcesInOrder: [ResourceConfiguration] {
    resources.values.sorted { $0.location.isBefore($1.location) }
  }
}

package struct VariableConfiguration: Sendable {
  package var name: String
  package var location: SourceLocation
  package var constraint: TypeConstraint
  /// Already converted to the type; absent if the variable is required.
  package var defaultValue: Value?
  package var description: String?
  package var isSensitive: Bool
  package var isNullable: Bool
  package var isEphemeral: Bool
  package var validations: [ConfigurationBlock]
}

package struct OutputConfiguration: Sendable {
  package var name: String
  package var location: SourceLocation
  package var value: ExpressionReference
  package var description: String?
  package var isSensitive: Bool
  package var isEphemeral: Bool
  package var preconditions: [ConfigurationBlock]
  var dependencies: [StaticTraversal]
}

/// `aws_security_group.web` or `data.aws_vpc.main` within a module.
package struct ResourceKey: Hashable, Sendable {
  package enum Mode: Hashable, Sendable { case managed, data }

  package var mode: Mode
  package var type: String
  package var name: String

  package init(_ mode: Mode, _ type: String, _ name: String) {
    self.mode = mode
    self.type = type
    self.name = name
  }

  package var text: String { (mode == .data ? "data." : "") + "\(type).\(name)" }
}

package struct ResourceConfiguration: Sendable {
  package var key: ResourceKey
  package var location: SourceLocation
  package var typeLocation: SourceLocation
  package var count: ExpressionReference?
  package var forEach: ExpressionReference?
  /// `aws`, `aws.eu`
  package var provider: String
  package var providerLocation: SourceLocation?
  package var preventsDestroy: Bool
  package var preconditions: [ConfigurationBlock]
  package var postconditions: [ConfigurationBlock]
  var dependencies: [StaticTraversal]
  /// Without the meta-arguments.
  package var body: ConfigurationBody
}

package struct ModuleCallConfiguration: Sendable {
  package var name: String
  package var location: SourceLocation
  package var count: ExpressionReference?
  package var forEach: ExpressionReference?
  /// Child's provider name to the caller's.
  package var providers: [String: String]
  package var providersLocation: SourceLocation?
  var dependencies: [StaticTraversal]
  package var arguments: [ConfigurationAttribute]
  /// Boxed, because a module holds its calls.
  package var module: Box<ModuleConfiguration>
}

package struct ProviderConfiguration: Sendable {
  package var location: SourceLocation
  package var body: ConfigurationBody

  /// A block without settings only says that the caller passes the configuration.
  var isEmpty: Bool {
    body.blocks.isEmpty && body.attributes.allSatisfy { $0.name == "alias" || $0.name == "version" }
  }
}

package final class Box<Content: Sendable>: Sendable {
  package let content: Content

  package init(_ content: Content) { self.content = content }
}

extension SourceLocation {
  package func isBefore(_ other: SourceLocation) -> Bool {
    (file.index, span.start) < (other.file.index, other.span.start)
  }
}
