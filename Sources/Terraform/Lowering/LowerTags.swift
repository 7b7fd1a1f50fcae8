import Diagnostics
import HCL
package import SecurityGroupIR

extension Lowering {
  /// `default_tags` of the provider under the resource's own tags. A tag that is null is none, but in
  /// the resources that the provider builds on Terraform's newer framework it is an empty one.
  package mutating func tags(
    of instance: ResourceInstance, nullsAreEmpty: Bool = false
  ) -> TagSet {
    var parts: TagSet = []
    if let tags = instance.module.provider(instance.configuration.provider)?.defaultTags {
      parts += tagParts(EvaluatedBody.Argument(value: tags.value, location: tags.location))
    }
    var own = instance.body["tags"]
    if nullsAreEmpty, let tags = own, case .map(let element, let fields) = tags.value.content {
      let filled = fields.map { ($0, $1.isNull ? .string("") : $1) }
      own?.value = Value(.map(element, Fields(filled, rest: fields.rest)), marks: tags.value.marks)
    }
    parts += tagParts(own)
    checkTags(parts, at: instance.body.location("tags"))
    return parts
  }

  private mutating func tagParts(_ argument: EvaluatedBody.Argument?) -> TagSet {
    guard let argument else { return [] }
    var strings = argument
    do throws(ConversionError) {
      strings.value = try convert(argument.value, to: .map(.string))
    } catch {
      sink.report(.inappropriateValue("tags", error.message, argument.value, at: argument.location))
      return []
    }
    if case .map(_, let fields) = strings.value.content,
      let reserved = fields.names.first(where: \.isReservedTag)
    {
      sink.report(.reservedTag(reserved, at: argument.location))
      return []
    }
    if strings.value.marks.isEmpty, let parts = strings.value.knownTags { return parts }
    switch term(strings) {
    case .map(let parts): return parts
    case .literal(.object(let entries)):
      return entries.filter { $0.value != .null }.map {
        .entry(key: $0.name, value: .literal($0.value))
      }
    case let other?: return [.each(other)]
    case nil: return []
    }
  }

  /// EC2's limits on what the provider hands over unread.
  private mutating func checkTags(_ parts: TagSet, at place: SourceLocation) {
    for case .entry(let key, let value) in parts where value != .literal(.null) {
      checkTag("key", key, of: key, 1...128, at: place)
      checkTag("value", value.knownText ?? "", of: key, 0...256, at: place)
    }
    guard parts.count > 50 else { return }
    let keys = Set(
      parts.compactMap { part -> String? in
        guard case .entry(let key, let value) = part, value != .literal(.null) else { return nil }
        return key
      })
    if keys.count > 50 { sink.report(.tooManyTags(keys.count, at: place)) }
  }

  private mutating func checkTag(
    _ part: String, _ text: String, of key: String, _ lengths: ClosedRange<Int>,
    at place: SourceLocation
  ) {
    // What is printable in ASCII is no matter of characters.
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    if !isPlain, let bad = text.unicodeScalars.first(where: { !isCharacterOfXML($0) }) {
      sink.report(.tagCharacterRefused(part, key, bad, at: place))
    }
    let length = isPlain ? text.utf8.count : text.unicodeScalars.count
    if !lengths.contains(length) {
      sink.report(.tagTooLong(part, key, length, limit: lengths.upperBound, at: place))
    }
  }
}

extension Value {
  /// Its entries, where all are texts that may be shown.
  fileprivate var knownTags: TagSet? {
    guard case .map(_, let fields) = content, fields.rest == nil else { return nil }
    var parts: TagSet = []
    parts.reserveCapacity(fields.count)
    for (name, value) in fields {
      guard case .string(let text) = value.content, value.marks.isEmpty else { return nil }
      parts.append(.entry(key: name, value: .text(text)))
    }
    return parts
  }
}

extension String {
  /// `aws:`, in capitals or not, begins the tags of AWS itself.
  fileprivate var isReservedTag: Bool {
    String(decoding: utf8.prefix(4), as: UTF8.self).lowercased() == "aws:"
  }
}

/// Whether XML 1.0 has the character (its production `Char`): EC2's answers are XML.
private func isCharacterOfXML(_ character: Unicode.Scalar) -> Bool {
  switch character.value {
  case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...0x10FFFF: true
  default: false
  }
}
