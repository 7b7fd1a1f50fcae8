import Diagnostics
import HCL

/// The release whose language is spoken here.
let terraformVersion = VersionConstraint.Version([1, 11, 4])
private let terraformVersionText = "1.11.4"

/// The contents of `terraform` blocks: which release, where the state is, which providers.
extension ModuleLoader {
  mutating func checkSettings(_ blocks: [ConfigurationBlock]) {
    var backend: ConfigurationBlock?
    var cloud: ConfigurationBlock?
    var providers: ConfigurationBlock?
    for block in blocks {
      if let attribute = block.body.attribute("required_version") {
        checkRequiredVersion(attribute)
      }
      for inner in block.body.blocks {
        switch inner.type {
        case "backend":
          if let backend {
            sink.report(.duplicateBackend("backend", at: inner.location, backend.location))
          }
          backend = backend ?? inner
          checkBackend(inner)
        case "cloud":
          if let cloud {
            sink.report(.duplicateBackend("HCP Terraform", at: inner.location, cloud.location))
          }
          cloud = cloud ?? inner
        case "required_providers":
          if let providers {
            sink.report(.duplicateRequiredProviders(at: inner.location, providers.location))
          }
          providers = providers ?? inner
          for attribute in inner.body.attributes { checkRequiredProvider(attribute) }
        default: break
        }
      }
    }
    if let backend, let cloud {
      sink.report(.backendAndCloud(at: backend.location, cloud.location))
    }
  }

  private mutating func checkRequiredVersion(_ attribute: ConfigurationAttribute) {
    let place = attribute.value.location
    do throws(EvaluationFailure) {
      let value = try attribute.value.evaluate(in: ConstantScope("A version constraint"))
      guard case .string(let text) = value.content else {
        sink.report(
          .invalidVersionConstraint("A string value is required for required_version.", at: place))
        return
      }
      guard let constraint = VersionConstraint(text) else {
        sink.report(.invalidVersionConstraint(nil, at: place))
        return
      }
      if !constraint.allows(terraformVersion) {
        sink.report(
          .unsupportedVersion(
            text, terraformVersionText,
            module: callPath.isEmpty ? nil : callPath.joined(separator: "."),
            at: place))
      }
    } catch {
      if case .diagnostic(let diagnostic) = error { sink.report(diagnostic) }
    }
  }

  private mutating func checkBackend(_ block: ConfigurationBlock) {
    guard let type = block.labels.first else { return }
    if !knownBackends.contains(type) {
      sink.report(.unknownBackend(type, known: knownBackends, at: block.labelLocations[0]))
      return
    }
    for attribute in block.body.attributes {
      do throws(EvaluationFailure) {
        _ = try attribute.value.evaluate(in: ConstantScope("A backend's argument"))
      } catch {
        if case .diagnostic(let diagnostic) = error { sink.report(diagnostic) }
      }
    }
  }

  private mutating func checkRequiredProvider(_ attribute: ConfigurationAttribute) {
    let tree = attribute.value.file.tree
    func invalid(_ reason: String, _ place: SourceLocation) {
      sink.report(.invalidRequiredProvider(reason, at: place))
    }
    switch tree[attribute.value.id] {
    case .string(let text):
      if VersionConstraint(text) == nil {
        sink.report(.invalidVersionConstraint(nil, at: attribute.value.location))
      }
    case .object(let items):
      for item in items {
        let place = tree.location(item.value)
        let key: String?
        switch tree[item.key] {
        case .string(let text): key = text
        case .variable(let name): key = name.text
        default: key = nil
        }
        switch (key, tree[item.value]) {
        case ("version", .string(let text)):
          if VersionConstraint(text) == nil {
            sink.report(.invalidVersionConstraint(nil, at: place))
          }
        case ("version", _):
          sink.report(
            .invalidVersionConstraint("Version must be specified as a string.", at: place))
        case ("source", .string(let text)):
          let parts = text.split(separator: "/", omittingEmptySubsequences: false)
          if !(1...3).contains(parts.count) || parts.contains("") {
            sink.report(
              .invalidProviderSource(
                "The \"source\" attribute must be in the format \"[hostname/][namespace/]name\".",
                at: place))
          }
        case ("source", _):
          sink.report(.invalidProviderSource("Source must be specified as a string.", at: place))
        case ("configuration_aliases", _): break
        default: invalid(Diagnostic.requiredProviderArguments, tree.location(item.key))
        }
      }
    default: break
    }
  }
}

private let knownBackends = [
  "azurerm", "consul", "cos", "gcs", "http", "inmem", "kubernetes", "local", "oss", "pg", "remote",
  "s3",
]
