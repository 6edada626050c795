"""Signs of a part in what is told of documents, contracts and suggestions that are reviewed; see `parts`."""

from __future__ import annotations

import re

from ingest.statements.disputes import Rule
from ingest.statements.statement import Statement

# 区属部门送来备案的规范性文件18件, 收到镇街报备文件41件; not 部门规范性文件全部向市政府报备.
_FROM_BELOW = re.compile(
    r"(?:部门|街道|镇街|乡镇|[盟州市县区]|各地|各单位|下级|地（市）|县（市、区）|区（县）)(?:新|全年|共|依法)*(?:报来|送来|上报|报送|报备|报(?:自治区|省|市|县|区))"
    r"[^，。；]{0,8}(?:文件|备案|报备)|(?:收到|接收|接受|审结)[^，。；]{0,8}(?:备案|报备)|报来|送来备案"
)
# 向市政府、市人大报备8件: told by the body that files.
_UPWARDS = re.compile(r"(?:向|报|报送)[^，。；]{0,12}(?:政府|人大|司法[局厅])")
# 公平竞争审查文件118件; (二)公平竞争审查。审查政策措施116件，提意见75条.
_FAIR = re.compile(r"公平竞争(?:性)?(?:审查|审核)?(?:[。：]?[^。；：]*)$")
_LEGALITY = re.compile(r"合法性|法制审|法律审")
# 政策文件草案上网征求意见23件, 审改法规规章24部, 提请审议法规草案5件: one's own drafts.
_OWN_DRAFT = re.compile(r"审改|送审稿|提请|报请|(?:文件|政策|决策|方案|规划)(?:的)?草案")
# 出台部门规章7部, “三重一大”等规章4件: no rules of a local government.
_INTERNAL = re.compile(r"部门规章|规章制度|内部规章|三重一大")
# 报送法规议案5件: bills that a government brings in; 复议案件 holds the word by chance.
_BILL = re.compile(r"(?:法规|立法|人事|预算|条例)(?:草案)?(?:的)?议案|(?:提请|报送|提交)[^，。；]{0,10}议案|复议案")
# 规范性文件7件、合同164件，提出意见520条: on both.
_ON_BOTH = re.compile(
    r"(?:规范性文件[^，。；、]{0,8}?[0-9]+余?[件份个][、，]|(?:文件|决策|事项|议题)[^，。；、]{0,6}?[0-9]+余?[件份个项]、)"
    r"[^，。；、]{0,8}(?:合同|协议)[^，。；、]{0,6}?[0-9]+余?[件份][，、][^，。；]*$"
)
# 加强合同审核，审查合同、协议94件，提出法制审核意见52条: on contracts alone.
_ON_CONTRACTS = re.compile(r"(?:合同|协议)[^，。；、]{0,6}?[0-9]+余?[件份][，、][^，。；0-9]*$")
_OTHER_TEXTS = re.compile(r"文件|决策|事项|议题|方案")
# 提交提案248件。经审查，立案231件.
_FILED_BEHIND = re.compile(r"[，。；、]?(?:经|通过)?(?:审查|审核|初审)?[，、]?(?:后|予以|共|确定|决定)*立案(?!率)")
_KIND_OF_PROPOSAL = re.compile(
    r"(?:(?<!政协)委员(?:个人|联名)?|集体|党派|界别|联名|个人)提案$|(?:大会|闭会(?:期间)?|重点(?:督办)?)建议$|^(?:其中)?(?:由[^，。；]{0,8})?(?:主办|会办|协办|独办|分办|牵头)"
)
_CORRECTED = re.compile(r"备案|报备")


def _is_from_below(statement: Statement, code: str) -> bool:
    """`各区各部门报来备案的规范性文件143件`: filed with the body and checked by it, not filed by it."""
    sentence = statement.sentence
    if "备案审查" in statement.line.title and _UPWARDS.search(sentence):
        return False
    return _FROM_BELOW.search(sentence) is not None


def _is_fair_competition(statement: Statement, code: str) -> bool:
    """`公平竞争审查文件、合同7件`: another review than that of legality."""
    window = statement.window
    said = _FAIR.search(statement.line.text, window.item, window.before[1])
    return said is not None and _LEGALITY.search(said[0]) is None


def _is_own_draft(statement: Statement, code: str) -> bool:
    """`政策文件草案上网征求意见23件`: what the body drafts itself is no draft of a higher level."""
    return _OWN_DRAFT.search(statement.clause) is not None


def _is_internal(statement: Statement, code: str) -> bool:
    """`“三重一大”等规章出了4件`: rules of a bureau or an office for itself."""
    return _INTERNAL.search(statement.own) is not None


def _is_bill(statement: Statement, code: str) -> bool:
    """`向自治区人大常委会报送法规议案5件`: no suggestion of deputies."""
    return _BILL.search(statement.own) is not None


def _is_on_both(statement: Statement, code: str) -> bool:
    """`审查规范性文件7件、政府合同164件，提出意见520余条`: opinions on more than contracts."""
    return _ON_BOTH.search(statement.sentence) is not None


def _is_of_filing(statement: Statement, code: str) -> bool:
    """`审结报备文件41件，直接纠错率4.88%`: documents corrected, not acts under reconsideration."""
    line, window = statement.line, statement.window
    words = line.title + line.heading + line.text[window.item : window.before[1]]
    return _CORRECTED.search(words) is not None and "复议" not in words


def code_of_opinions(statement: Statement, code: str) -> str:
    """The code of opinions by what was reviewed: contracts alone, or documents as well; any other code as it is."""
    sentence = statement.sentence
    if code == "rulemaking.contract_opinions" and _is_on_both(statement, code):
        return "rulemaking.review_opinions"
    alone = _ON_CONTRACTS.search(sentence) is not None and _OTHER_TEXTS.search(sentence) is None
    return "rulemaking.contract_opinions" if alone and code == "rulemaking.review_opinions" else code


def _is_before_filing(statement: Statement, code: str) -> bool:
    """`收到提案1164件，审查立案878件`; `其中委员提案659件、集体提案219件`, `主办60件、会办12件` beside all of them."""
    end = statement.line.spots[statement.place][1]
    if _FILED_BEHIND.match(statement.line.text, end):
        return True
    return statement.same_code > 0 and _KIND_OF_PROPOSAL.search(statement.thing) is not None


_REVIEWED = r"^rulemaking\.(?:documents_filed|(?:other_)?documents_reviewed|review_opinions)$"

REVIEW_RULES: tuple[Rule, ...] = (
    ("from_below", _REVIEWED, _is_from_below),
    ("fair_competition", r"^rulemaking\.", _is_fair_competition),
    ("own_draft", "legislation_consultations$", _is_own_draft),
    ("internal", "rules_issued$", _is_internal),
    ("bill", "npc_suggestions$", _is_bill),
    ("on_both", "contract_opinions$", _is_on_both),
    ("filing", "correction_rate$", _is_of_filing),
    ("submitted", r"^oversight\.(?:cppcc_proposals|npc_suggestions)$", _is_before_filing),
)
