import CodePrinter
import SecurityGroupIR

extension ShellTerms {
  /// The call of the helper that makes it.
  func statement(_ attachment: Attachment) -> String {
    let group = word(attachment.group).quoted
    return switch attachment.target {
    case .networkInterface(let id): "attach_group \(group) \(word(id).quoted)"
    case .vpc(let id): "associate_vpc \(group) \(word(id).quoted)"
    }
  }
}
