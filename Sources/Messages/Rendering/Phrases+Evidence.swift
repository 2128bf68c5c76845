package import Escalation

/// How an attempt to send ended, in words.
extension Phrases {
    /// What was found, where, and what the other side said.
    ///
    /// - Parameter evidence: as it is on record.
    /// - Returns: one line.
    package func evidence(_ evidence: Evidence) -> String {
        let said = evidence.said
        switch evidence.finding {
        case .rehearsed: return pick("rehearsed, nothing was sent", "推演，未实际发送", "推演，未實際發送")
        case .targetGone: return reason(CancelReason.targetGone)
        case .noChannel(let name):
            return pick(
                "this server has no \(name) channel; see its settings",
                "服务器没有发送渠道“\(name)”，请检查设置",
                "伺服器沒有發送管道「\(name)」，請檢查設定"
            )
        case .badAddress(let name, let fault): return self.fault(fault, of: name)
        case .noPreset(let name):
            return pick(
                "there is no webhook preset '\(name)': write one that Templates/webhooks has",
                "没有webhook预设“\(name)”：请填写Templates/webhooks中已有的预设",
                "沒有webhook預設「\(name)」：請填寫Templates/webhooks中已有的預設"
            )
        case .notSent:
            return pick("not sent: the server was stopped", "未发送：服务器已停止", "未發送：伺服器已停止")
        case .cutOff(let cut): return tail(pick("cut off", "发送中断", "發送中斷"), words(cut), said)
        case .lost(let seconds):
            let span = duration(.seconds(seconds))
            return pick(
                "no outcome was told for \(span), and the channel does not have it any more",
                "\(span)没有结果，发送渠道中已无此消息",
                "\(span)沒有結果，發送管道中已無此訊息"
            )
        case .written(let file, let byte):
            return pick("\(file) at byte \(byte)", "\(file)，第\(byte)字节起", "\(file)，第\(byte)位元組起")
        case .notWritten(let file, let error):
            return tail(pick("could not write \(file)", "无法写入\(file)", "無法寫入\(file)"), self.error(error), said)
        case .http(let status, let answer): return self.answer(status, answer, said)
        case .redirected(let status, let redirect): return redirected(status, redirect, evidence.at)
        case .failed(let failure, let peer, let detail):
            let text = tail(self.failure(failure, of: peer, evidence.at), detail.map(self.detail), said)
            return text + remedy(failure)
        case .badField(let field, let peer): return tail(bad(field, of: peer, evidence.at), nil, said)
        case .mail(let mail, let code, let detail):
            let reply = [code.map(String.init), said].compactMap { $0 }.joined(separator: " ")
            if mail == .answered { return reply }
            let place = evidence.at.map { pick(" (\($0))", "（\($0)）", "（\($0)）") } ?? ""
            return tail(self.mail(mail) + place, detail.map(self.detail), reply.isEmpty ? nil : reply)
        }
    }

    /// Why a message went out as the fixed plain text.
    package func fault(_ fault: TemplateFault) -> String {
        let gap =
            switch fault.gap {
            case .noTemplate: pick("there is no such template", "没有此模板", "沒有此範本")
            case .noTitle: pick("the title is empty", "标题为空", "標題為空")
            case .noText: pick("the text is empty", "正文为空", "內文為空")
            case .unmarkedTitle:
                pick("the title of a drill does not begin with its mark", "演练的标题未以演练标记开头", "演練的標題未以演練標記開頭")
            case .unmarkedText:
                pick("the text of a drill does not begin with its mark", "演练的正文未以演练标记开头", "演練的內文未以演練標記開頭")
            }
        return pick("`\(fault.file)`: \(gap)", "\(fault.file)：\(gap)", "\(fault.file)：\(gap)")
    }

    /// Adds what is known beside it and what the other side said.
    private func tail(_ text: String, _ known: String?, _ said: String?) -> String {
        switch (known, said) {
        case (nil, nil): text
        case (let one?, nil), (nil, let one?): pick("\(text): \(one)", "\(text)：\(one)", "\(text)：\(one)")
        case (let known?, let said?):
            pick("\(text): \(said) (\(known))", "\(text)：\(said)（\(known)）", "\(text)：\(said)（\(known)）")
        }
    }

    private func words(_ cut: Evidence.Cut) -> String {
        switch cut {
        case .stopped: pick("the server was stopped", "服务器已停止", "伺服器已停止")
        case .noMemory: noMemory
        case .noThreads: pick("the system allows no more threads", "系统不允许更多线程", "系統不允許更多執行緒")
        }
    }

    var noMemory: String { pick("no memory", "内存不足", "記憶體不足") }

    private func fault(_ fault: Evidence.AddressFault, of name: String) -> String {
        let words =
            switch fault {
            case .noLogName:
                pick("names no log: write a name such as duty-desk", "未指定日志名：请填写如duty-desk", "未指定日誌名稱：請填寫如duty-desk")
            case .noURL: pick("has no URL: write `webhook:` with one", "没有网址：请填写webhook:", "沒有網址：請填寫webhook:")
            case .noMailAddress:
                pick(
                    "is no e-mail address: write one such as lin.yue@town.example",
                    "不是电子邮箱：请填写如lin.yue@town.example",
                    "不是電子信箱：請填寫如lin.yue@town.example"
                )
            case .lacksSecret:
                pick(
                    "cannot be used: its URL or secret could not be read; the server's log says why",
                    "无法使用：读不到其网址或密钥，原因见服务器日志",
                    "無法使用：讀不到其網址或金鑰，原因見伺服器日誌"
                )
            case .secretEmpty:
                pick("has an empty secret: write `whsec_` and base64", "密钥为空：请填写whsec_和base64", "金鑰為空：請填寫whsec_和base64")
            case .secretNotBase64:
                pick(
                    "has a secret that is not base64: write `whsec_` and base64",
                    "密钥不是base64：请填写whsec_和base64",
                    "金鑰不是base64：請填寫whsec_和base64"
                )
            case .secretTooShort:
                pick("has a secret that is too short: make one of 32 random bytes", "密钥太短：请用32个随机字节", "金鑰太短：請用32個隨機位元組")
            }
        return pick("the address '\(name)' \(words)", "联系方式“\(name)”\(words)", "聯絡方式「\(name)」\(words)")
    }

    /// An error of the system by its number.
    private func error(_ number: Int) -> String? {
        switch number {
        case 0: nil
        case 1, 13: pick("permission denied", "没有权限", "沒有權限")
        case 2: pick("no such file or folder", "文件或文件夹不存在", "檔案或資料夾不存在")
        case 5: pick("the disk failed", "磁盘故障", "磁碟故障")
        case 20: pick("a part of the path is no folder", "路径中有一段不是文件夹", "路徑中有一段不是資料夾")
        case 21: pick("it is a folder", "它是文件夹", "它是資料夾")
        case 23, 24: pick("too many open files", "打开的文件过多", "開啟的檔案過多")
        case 27: pick("the file may not grow", "文件不能再增大", "檔案不能再增大")
        case 28, 122: pick("no space left on the disk", "磁盘空间不足", "磁碟空間不足")
        case 30: pick("the file system is read-only", "文件系统为只读", "檔案系統為唯讀")
        case 40: pick("links that lead in a circle", "链接循环", "連結循環")
        default: pick("error \(number) of the system", "系统错误\(number)", "系統錯誤\(number)")
        }
    }
}
