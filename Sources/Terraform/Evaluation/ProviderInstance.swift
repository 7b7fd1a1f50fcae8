package import Diagnostics
package import HCL

/// A provider block in its module: what it says about Region and tags.
package final class ProviderInstance {
  private let configuration: ProviderConfiguration
  /// Outlives its providers: a module that inherits one holds its caller.
  private unowned let module: ModuleInstance
  private var evaluated: [String: Memo<Value>] = [:]

  init(_ configuration: ProviderConfiguration, module: ModuleInstance) {
    self.configuration = configuration
    self.module = module
  }

  /// The Region, where one is configured.
  package var region: (value: Value, location: SourceLocation)? {
    value(configuration.body.attribute("region"))
  }

  /// `default_tags`, where there are any: laid under the tags of every resource that has tags.
  package var defaultTags: (value: Value, location: SourceLocation)? {
    value(configuration.body.blocks("default_tags").first?.body.attribute("tags"))
  }

  /// A list of `ignore_tags`, where there is one: `keys`, `key_prefixes`.
  package func ignoredTags(_ list: String) -> (value: Value, location: SourceLocation)? {
    value(configuration.body.blocks("ignore_tags").first?.body.attribute(list))
  }

  private func value(
    _ attribute: ConfigurationAttribute?
  ) -> (value: Value, location: SourceLocation)? {
    guard let attribute else { return nil }
    let place = attribute.value.location
    switch evaluated[attribute.name] {
    case .value(let value): return (value, place)
    case .failed, .open: return nil
    case nil: break
    }
    evaluated[attribute.name] = .open
    do throws(EvaluationFailure) {
      let value = try attribute.value.evaluate(in: module)
      evaluated[attribute.name] = .value(value)
      return value.isNull ? nil : (value, place)
    } catch {
      module.evaluation.report(error)
      evaluated[attribute.name] = .failed
      return nil
    }
  }
}
