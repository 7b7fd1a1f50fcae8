import Diagnostics
import HCL

extension ModuleLoader {
  /// Reports what does not belong into a block of Terraform's own, and what is missing in it.
  mutating func check(_ block: ConfigurationBlock, _ shape: BlockShape) {
    if !shape.isOpen {
      for attribute in block.body.attributes where !shape.arguments.contains(attribute.name) {
        let known = shape.arguments.union(shape.blocks.names)
        sink.report(.unsupportedArgument(attribute.name, known: known, at: attribute.nameLocation))
      }
    }
    for name in shape.required where block.body.attribute(name) == nil {
      sink.report(.missingArgument(name, at: block.location))
    }
    var first: [String: SourceLocation] = [:]
    for inner in block.body.blocks {
      guard let nested = shape.blocks[inner.type] else {
        if shape.isOpen { continue }
        sink.report(
          shape.arguments.contains(inner.type)
            ? .argumentWrittenAsBlock(inner.type, at: inner.location)
            : .unsupportedBlock(inner.type, known: shape.blocks.names, at: inner.location))
        continue
      }
      if inner.labels.count != nested.labels.count {
        sink.report(.wrongLabelCount(inner, nested.labels))
        continue
      }
      if nested.isSingle {
        if let earlier = first[inner.type] {
          sink.report(.duplicateBlock(inner.type, at: inner.location, earlier))
        }
        first[inner.type] = inner.location
      }
      check(inner, nested.shape)
    }
  }

  /// Names that cannot be referred to, and names of variables that mean something in a module call.
  mutating func checkNames(_ block: ConfigurationBlock, _ kind: TopLevelBlock) {
    let noun: String
    switch kind {
    case .variable: noun = "variable"
    case .output: noun = "output"
    case .module: noun = "module instance"
    case .resource: noun = "resource"
    case .data: noun = "data source"
    case .check: noun = "check block"
    default: return
    }
    for (name, place) in zip(block.labels, block.labelLocations) where !isIdentifier(name) {
      sink.report(.invalidName(name, noun, at: place))
    }
    if kind == .variable, reservedVariableNames.contains(block.labels[0]) {
      sink.report(.reservedVariableName(block.labels[0], at: block.labelLocations[0]))
    }
  }

  /// A meta-argument that must be written out: nil where it is absent or wrong, which is reported.
  mutating func literal(
    _ attribute: ConfigurationAttribute?, _ type: ValueType
  ) -> Value? {
    guard let attribute else { return nil }
    do throws(EvaluationFailure) {
      let value = try attribute.value.evaluate(in: ConstantScope("This argument"))
      do throws(ConversionError) {
        let converted = try convert(value, to: type)
        return converted.isNull ? nil : converted
      } catch {
        sink.report(.unsuitableValue(error.message, at: attribute.value.location))
      }
    } catch {
      if case .diagnostic(let diagnostic) = error { sink.report(diagnostic) }
    }
    return nil
  }

  mutating func flag(_ attribute: ConfigurationAttribute?) -> Bool? {
    if case .bool(let flag)? = literal(attribute, .bool)?.content { return flag }
    return nil
  }
}

private let reservedVariableNames: Set = [
  "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
]
