import Diagnostics
import HCL
import SecurityGroupIR

extension Lowering {
  /// The foreign tags that the provider of the resource leaves alone.
  mutating func ignoredTags(of instance: ResourceInstance) -> IgnoredTags {
    guard let provider = instance.module.provider(instance.configuration.provider) else {
      return .none
    }
    let lists = ["keys", "key_prefixes"].map { name in
      provider.ignoredTags(name).map {
        knownTexts(EvaluatedBody.Argument(value: $0.value, location: $0.location), name)
      } ?? []
    }
    return IgnoredTags(keys: lists[0], prefixes: lists[1]).canonical
  }

  /// The elements of a set of strings, all of which must be known.
  private mutating func knownTexts(_ argument: EvaluatedBody.Argument, _ name: String) -> [String] {
    let set: Value
    do throws(ConversionError) {
      set = try convert(argument.value, to: .set(.string))
    } catch {
      sink.report(.inappropriateValue(name, error.message, argument.value, at: argument.location))
      return []
    }
    if set.isWhollyKnown, set.allMarks.contains(.sensitive) {
      sink.report(.sensitiveLiteral(at: argument.location))
      return []
    }
    guard case .set(_, let elements) = set.content else { return knownText(of: set, argument) }
    return elements.flatMap { knownText(of: $0, argument) }
  }

  private mutating func knownText(
    of value: Value, _ argument: EvaluatedBody.Argument
  ) -> [String] {
    if value.isNull {
      sink.report(.nullInList(at: argument.location))
      return []
    }
    let element = EvaluatedBody.Argument(value: value, location: argument.location)
    return knownText(element, "to know which tags to leave alone").map { [$0] } ?? []
  }
}
