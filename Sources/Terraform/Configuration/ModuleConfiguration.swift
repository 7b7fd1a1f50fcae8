package import Diagnostics
package import HCL

/// What the files of one module say, before anything is evaluated.
package struct ModuleConfiguration: Sendable {
  /// Relative to the root module's directory; empty for the root module.
  package var directory: String
  package var variables: [String: VariableConfiguration] = [:]
  package var locals: [String: ConfigurationAttribute] = [:]
  package var outputs: [String: OutputConfiguration] = [:]
  package private(set) var resources: [ResourceKey: ResourceConfiguration] = [:]
  /// In source order.
  package private(set) var resourcesInOrder: [ResourceConfiguration] = []
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

  /// Adds a resource that stands after all that were added before.
  mutating func add(_ resource: ResourceConfiguration) {
    resources[resource.key] = resource
    resourcesInOrder.append(resource)
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

  package var text: String { typeName + "." + name }

  /// `aws_security_group`, `data.aws_vpc`
  package var typeName: String { mode == .data ? "data." + type : type }
}

package final class ResourceConfiguration: Sendable {
  package let key: ResourceKey
  package let location: SourceLocation
  package let typeLocation: SourceLocation
  package let count: ExpressionReference?
  package let forEach: ExpressionReference?
  /// `aws`, `aws.eu`
  package let provider: String
  package let providerLocation: SourceLocation?
  package let preventsDestroy: Bool
  package let preconditions: [ConfigurationBlock]
  package let postconditions: [ConfigurationBlock]
  let dependencies: [StaticTraversal]
  /// Without the meta-arguments.
  package let body: ConfigurationBody

  init(
    key: ResourceKey, location: SourceLocation, typeLocation: SourceLocation,
    count: ExpressionReference? = nil, forEach: ExpressionReference? = nil, provider: String,
    providerLocation: SourceLocation? = nil, preventsDestroy: Bool = false,
    preconditions: [ConfigurationBlock] = [], postconditions: [ConfigurationBlock] = [],
    dependencies: [StaticTraversal] = [], body: ConfigurationBody
  ) {
    self.key = key
    self.location = location
    self.typeLocation = typeLocation
    self.count = count
    self.forEach = forEach
    self.provider = provider
    self.providerLocation = providerLocation
    self.preventsDestroy = preventsDestroy
    self.preconditions = preconditions
    self.postconditions = postconditions
    self.dependencies = dependencies
    self.body = body
  }

  package var hasConditions: Bool { !preconditions.isEmpty || !postconditions.isEmpty }
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
