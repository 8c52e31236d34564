# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The packages, which packaging/package makes. Proven are DEB and TGZ on Debian 12; NSIS (Windows) and DragNDrop (macOS)
# were never tried.
set(CPACK_PACKAGE_NAME molotov)
set(CPACK_PACKAGE_VENDOR "The Molotov for the desktop authors")
set(CPACK_PACKAGE_CONTACT "The Molotov for the desktop authors <molotov@molotov.invalid>" CACHE STRING
    "Who answers for a package: NAME <ADDRESS>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "load tester for web services")
set(CPACK_PACKAGE_DESCRIPTION "You write what one user of a web service does, in a few lines of JavaScript
or TypeScript. Molotov runs it with hundreds of such users at once, and shows
every one of them while it works: throughput, latency and errors as charts,
with a verdict of what limited the run. The same runs work from the command
line.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_SOURCE_DIR}/cpack.cmake)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
if(WIN32)
    set(CPACK_GENERATOR NSIS)
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
else()
    set(CPACK_GENERATOR DEB TGZ)
    string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" CPACK_SYSTEM_NAME)
endif()

# Libraries are found by dpkg-shlibdeps. It cannot know programs, nor plugins that Qt loads by itself: group "run" of
# packages.txt.
file(STRINGS packages.txt wanted REGEX "^run ")
list(TRANSFORM wanted REPLACE "^run +" "")
list(REMOVE_ITEM wanted git fonts-dejavu-core)
set(recommended git fonts-dejavu-core)
if(NOT MOLOTOV_GUI)
    list(FILTER wanted INCLUDE REGEX "^(esbuild|libqt6sql6-sqlite)$")
    set(recommended git)
endif()
list(JOIN wanted ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
list(JOIN recommended ", " CPACK_DEBIAN_PACKAGE_RECOMMENDS)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_PACKAGE_EXECUTABLES molotov Molotov) # what the menu of Windows gets
set(CPACK_PACKAGE_INSTALL_DIRECTORY Molotov)
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MODIFY_PATH ON)

include(CPack)
